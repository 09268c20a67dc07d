"""Statements by the issue that they are about, and where each issue stands."""
