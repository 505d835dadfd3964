"""Reports without people: which columns say the day, the channel, what a row is about, and which are figures."""

from collections.abc import Mapping, Sequence

from touchpoints.importing import names
from touchpoints.importing.profile import Profile
from touchpoints.importing.recognise import Recognised
from touchpoints.model import ColumnMapping

_MOST_ITEMS = 2
_LONG = 200


def mapping(
    profiles: Sequence[Profile],
    personal: Mapping[str, str],
    told: Recognised | None,
    *,
    is_wanted: bool,
    has_period: bool,
) -> ColumnMapping:
    """The mapping of a report. Its figures are kept where it is wanted (a tool that is known, a person who
    says so, a report of a period) or where it tells channels; else it has none. The whole report of a tool
    may be of one channel."""
    seen = [each for each in profiles if each.looks != "empty" and each.column not in personal]
    columns: dict[str, str] = {}
    day = (
        next((each.column for each in seen if each.looks == "date"), None)
        or next((e.column for e in seen if e.looks == "number" and _is_compact_day(e)), None)
        or next((e.column for e in seen if has_period and names.is_nth_day(e.column)), None)
    )
    if day is not None:
        columns["occurred_at"] = day
    figures = tuple(each.column for each in seen if each.column != day and _is_figure(each))
    texts = [each for each in seen if each.column not in (day, *figures)]
    by_tool = told.dialect.constants.get("channel") if told else None
    constants = {} if told is None or by_tool is None else {"channel": by_tool[told.language]}
    named = (each.column for each in texts if names.is_of_report(each.column, "channel"))
    channel = None if constants else next(named, None)
    if channel is not None:
        columns["channel"] = channel
    about = [
        each.column
        for each in texts
        if each.column != channel
        and each.mean_length <= _LONG
        and each.looks in ("text", "category")
        and not names.is_of_report(each.column, "aside")
        and (each.different > 1 or len(profiles) <= 2)
    ]
    is_kept = bool(figures) and (is_wanted or told is not None or channel is not None)
    return ColumnMapping(
        kind="aggregate",
        columns=columns,
        constants=constants,
        figures=figures if is_kept else (),
        items=tuple(about[:_MOST_ITEMS]),
    )


def _is_figure(seen: Profile) -> bool:
    return seen.numbers >= 0.6 and seen.looks in ("number", "id") and not _is_id(seen)


def _is_id(seen: Profile) -> bool:
    words = names.plain(seen.column).split()
    says_id = bool(
        {"id", "codigo", "code", "identificacao", "identificador", "sku", "cep", "zip"} & set(words)
    )
    return says_id and seen.integers > 0.9


def _is_compact_day(seen: Profile) -> bool:
    """Whether a column called a date holds days as 20260801."""
    return names.fit("occurred_at", seen.column)[0] >= 0.7 and all(
        len(example) == 8 and example.startswith(("19", "20")) for example in seen.examples[:20]
    )
