"""From the description to the intermediate representation, with every problem reported at once."""
