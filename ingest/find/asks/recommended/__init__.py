"""Recommendations in the papers of any body: under headings, in boxes and in tables."""
