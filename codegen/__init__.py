"""Writes the generated half of the project from `api/` and `gen.yaml`. Never shipped."""
