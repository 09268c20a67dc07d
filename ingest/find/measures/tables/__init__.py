"""Measures in tables: heading rows, labels of rows, cells."""
