"""Many subjects at once: the form and the table."""
