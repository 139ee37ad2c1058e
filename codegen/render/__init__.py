"""From the intermediate representation to files in memory."""
