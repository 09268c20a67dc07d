"""For reviewers: pairs to judge, and the log of verdicts."""
