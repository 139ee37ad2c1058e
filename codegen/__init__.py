"""Generates the client, its models and its reference pages from `api/` and `gen.yaml`. Not part of the package."""
