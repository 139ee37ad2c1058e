"""Rows of a CSV file or a data frame to requests."""
