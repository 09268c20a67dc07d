"""Scanned pages, read by tesseract and then by their layout."""
