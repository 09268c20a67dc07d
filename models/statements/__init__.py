"""What a statement says: its stance, its themes, the issues it is about."""
