"""What the head of a paper prints: its title, its day, its hour."""
