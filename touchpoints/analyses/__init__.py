"""The analyses: each is a data function and a chart function."""
