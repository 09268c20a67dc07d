"""Measures of the whole system against hand-checked answers."""
