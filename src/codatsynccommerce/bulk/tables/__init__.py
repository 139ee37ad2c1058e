"""Tables to requests: CSV files and data frames, checked before anything is sent."""
