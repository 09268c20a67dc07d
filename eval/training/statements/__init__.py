"""Training what statements are about and say: the reader, its words, their blend, and cells."""
