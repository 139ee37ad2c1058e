"""One module for each row: `prepare(size)` gives the function that measures one pair."""
