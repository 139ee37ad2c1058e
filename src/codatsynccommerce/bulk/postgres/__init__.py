"""Journals in PostgreSQL, for any number of workers on any number of machines. Needs the extra `postgres`."""
