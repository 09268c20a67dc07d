"""Every script that fits a model, and its labels."""
