"""Translate, call, translate back: the command line, the HTTP API and the pages."""
