"""Answers as files: Word, Markdown, HTML for print, CSV and XLSX."""
