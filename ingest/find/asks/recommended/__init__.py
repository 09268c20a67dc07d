"""Recommendations in the papers of any council or outside body: under headings, in boxes, in tables."""
