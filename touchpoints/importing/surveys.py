"""Wide surveys: which columns are further answers, in free text or chosen, and which are none."""

from collections.abc import Collection, Mapping, Sequence

from touchpoints.importing import names, personal
from touchpoints.importing.profile import Profile

_FREE_TEXT_LENGTH = 20


def asks(labels: Collection[str]) -> bool:
    """Whether the columns of a table ask something, as those of a survey do."""
    asking = sum("?" in label for label in labels)
    return asking >= 3 or asking >= 0.5 * max(1, len(labels))


def further(
    profiles: Sequence[Profile], labels: Mapping[str, str], used: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(columns of free text, columns of chosen answers) of a survey, besides the columns in use.

    Names, addresses and numbers of people, dates and what the tool says of itself are neither.
    """
    comments: list[str] = []
    choices: list[str] = []
    for seen in profiles:
        if seen.column in used or seen.looks in ("empty", "date"):
            continue
        label = labels[seen.column]
        if personal.sort_of(seen, label) or _is_metadata(seen, label):
            continue
        (comments if _is_free_text(seen, label) else choices).append(seen.column)
    return tuple(comments), tuple(choices)


def _is_metadata(seen: Profile, label: str) -> bool:
    wording = names.plain(label)
    if wording in names.read("survey_columns")["metadata"]["whole"]:
        return True
    return seen.looks == "id" and seen.distinct_share > 0.9 and "?" not in label


def _is_free_text(seen: Profile, label: str) -> bool:
    if seen.looks not in ("text", "category"):
        return False
    free = seen.with_spaces > 0.5 and seen.mean_length >= _FREE_TEXT_LENGTH
    differ = seen.different > 0.5 * seen.filled
    says = names.fit("comment", seen.column)[0] >= 0.5 or names.fit("comment", label)[0] >= 0.5
    return differ and (free or says)
