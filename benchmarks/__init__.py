"""What a user pays for this client, beside what `requests` and `json` cost: `make bench`."""
