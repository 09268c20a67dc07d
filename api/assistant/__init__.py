"""Answers for assistants, by the Model Context Protocol: tools that read, and cite."""
