"""The library's schema, one numbered SQL file a step; `corpus.store.reports` runs them in order."""
