"""The input files: YAML, references between the documents, and the settings in gen.yaml."""
