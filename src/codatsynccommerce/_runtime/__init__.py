"""The hand-written core of the client: every stage of the request pipeline."""
