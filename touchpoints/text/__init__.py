"""Score a comment in the comment's own language, and say what it is about."""
