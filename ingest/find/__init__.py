"""Finders: each takes a Document and returns typed spans of it."""
