"""Push operations: their outcomes, and waiting for them."""
