"""What people follow and ask at once, over HTTP for programs."""
