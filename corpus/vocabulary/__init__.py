"""What the field knows, as data: frameworks, bodies, themes and words."""
