"""Benchmarks of a journal that many workers share."""
