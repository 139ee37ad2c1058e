"""What became of a push operation."""
