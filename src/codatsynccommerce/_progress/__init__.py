"""The progress of what takes minutes at Codat: links, refreshes and syncs, and waiting for their end."""
