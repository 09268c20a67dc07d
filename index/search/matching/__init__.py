"""Words and conditions against the texts of passages: spellings of compounds, proximity."""
