"""Whether two asks, or typed words and an ask, are about the same issue."""
