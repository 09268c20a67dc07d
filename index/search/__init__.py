"""Passages that answer a question: query, keywords, vectors, and their fusion."""
