"""The library's schema, one numbered SQL file a step; `corpus.store` runs them in order."""
