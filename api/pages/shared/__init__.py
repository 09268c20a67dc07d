"""What every page shares: frame, words, marking, paging, caching."""
