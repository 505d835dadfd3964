"""How a workspace's comments and questions are read: what its people chose, and its effect."""
