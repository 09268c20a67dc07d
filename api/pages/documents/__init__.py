"""Documents: the list, one as text, its pages as pictures, and adding papers."""
