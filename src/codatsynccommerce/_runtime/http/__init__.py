"""The only rooms that send and receive."""
