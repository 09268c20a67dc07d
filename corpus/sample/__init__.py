"""A fictional council's oversight documents, written for this project."""
