"""The record of an ask or of typed words, and a statement's own page."""
