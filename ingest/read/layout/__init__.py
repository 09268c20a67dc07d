"""Pages of words and rules to pages of blocks, by what the print looks like."""
