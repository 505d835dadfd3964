"""Where the words that somebody searches for stand in a comment."""


def spans(text: str, searched: str) -> list[tuple[int, int]]:
    """Each place where a comment holds what is searched for, capitals aside, in order."""
    # Letters whose small form is longer ("İ") would move the places: such a comment is not marked.
    lowered, wanted = text.lower(), searched.lower()
    if len(lowered) != len(text) or not wanted:
        return []
    found = []
    at = lowered.find(wanted)
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = lowered.find(wanted, at + len(wanted))
    return found
