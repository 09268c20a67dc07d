"""From one file to reports: read, assemble, split, find."""
