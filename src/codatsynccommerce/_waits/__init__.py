"""Waiting for links, refreshes and syncs."""
