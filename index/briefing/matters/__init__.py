"""What there is to ask about an item, and why: found, completed, and a few of them chosen."""
