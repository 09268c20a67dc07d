"""How well single documents are read."""
