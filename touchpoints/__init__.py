"""Where a business's customers meet it, where it loses them and what they say about it."""
