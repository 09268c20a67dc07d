"""Rows of tables: their cells under their headings, and lines that say nothing of their own."""
