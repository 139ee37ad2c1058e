"""Comparisons of the description with a published one, and with an older version of itself."""
