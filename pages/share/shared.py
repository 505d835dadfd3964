"""Shared with you: the findings that a read-only link opens."""

from touchpoints.ui import links

links.show()
