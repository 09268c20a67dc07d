"""A file's pages to documents: repaired, split, dated, divided into sections and passages."""
