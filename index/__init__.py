"""From many reports to answers: search, recurrence, threads, evidence."""
