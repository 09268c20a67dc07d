"""Readers: each file type to a RawDocument, each in a module of its own."""
