"""Evaluations of what statements are about, of the issue grid and of threads."""
