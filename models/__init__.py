"""The trained parts, each with a card beside it and a script that makes it again."""
