"""What we hold: records, errors, store, manifest, the domain as data. Imports nothing of ours."""
