"""The web application, and the shapes that other programs read."""
