"""What goes in and comes out: `shared` models, `operations` with requests and responses, `errors`."""
