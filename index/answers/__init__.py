"""The use cases, each a value with everything that a surface may show."""
