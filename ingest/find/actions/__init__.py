"""What papers say will be done: rows of plans and trackers, lines of minutes, lists of plans."""
