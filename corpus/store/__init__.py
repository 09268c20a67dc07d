"""The library on disk, and the only SQL in the project."""
