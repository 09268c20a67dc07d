"""Issues, themes, measures and asks over the years."""
