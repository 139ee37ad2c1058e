"""JSON of models: read, written and checked."""
