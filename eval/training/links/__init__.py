"""Fits the link weigher and the topic weigher to judged pairs of asks."""
