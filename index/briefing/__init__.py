"""A briefing for a committee's item, all of it quotations, counts and questions."""
