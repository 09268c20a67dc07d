"""What people follow, and what is new of it."""
