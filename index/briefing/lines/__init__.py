"""Lines of enquiry: what there is to ask about an item, why, of whom, and in which words."""
