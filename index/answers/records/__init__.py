"""The record of a subject or a recommendation: asked, found, reported, the latest word."""
