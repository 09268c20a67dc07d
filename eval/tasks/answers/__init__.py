"""How well answers over many documents are right."""
