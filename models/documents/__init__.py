"""What a whole document says: which of its sentences on a subject tell most."""
