"""For whoever runs the server: whether it is well, what it does, what went wrong."""
