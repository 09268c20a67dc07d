"""What we hold: records, errors, the store, the manifest and the domain as data. Imports nothing of ours."""
