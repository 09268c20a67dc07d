"""The trained parts: encoder, link weigher, stance. Each has a card beside it and a script that makes it again."""
