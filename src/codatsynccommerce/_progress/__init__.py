"""Waiting for work that takes minutes at Codat: links, refreshes and syncs."""
