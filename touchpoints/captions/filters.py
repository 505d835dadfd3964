"""What is filtered, in one sentence."""

import datetime as dt

from touchpoints import i18n
from touchpoints.analyses import segments
from touchpoints.i18n import _, label
from touchpoints.model import Filters


def sentence(filters: Filters) -> str:
    """What is filtered, in one sentence."""
    parts = []
    if filters.channels is not None:
        parts.append(_("channel {names}").format(names=_either(filters.channels)))
    if filters.stages is not None:
        parts.append(_("stage {names}").format(names=_either(filters.stages)))
    if filters.since or filters.until:
        parts.append(_period(filters.since, filters.until))
    if filters.segment is not None:
        parts.append(
            _("people of “{name}” ({rules})").format(
                name=segments.title(filters.segment), rules=segments.sentence(filters.segment)
            )
        )
    return _("Only {what}.").format(what="; ".join(parts))


def _either(names: tuple[str, ...]) -> str:
    *most, last = (label(name) for name in names)
    return _("{names} or {last}").format(names=", ".join(most), last=last) if most else last


def _period(since: dt.date | None, until: dt.date | None) -> str:
    if since and until:
        return _("from {since} to {until}").format(since=i18n.day(since), until=i18n.day(until))
    if since:
        return _("since {since}").format(since=i18n.day(since))
    assert until is not None
    return _("until {until}").format(until=i18n.day(until))
