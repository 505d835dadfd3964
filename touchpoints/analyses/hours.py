"""Business hours: when a workspace is open, and how much of that lies between two moments."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import holidays
import numpy as np
import numpy.typing as npt
import pandas as pd

from touchpoints import notebook
from touchpoints.analyses.tables import table
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_
from touchpoints.workspaces import Workspace

DAY = 86_400
MIDNIGHT = 24 * 60
COUNTRIES = (
    *("AR", "BO", "BR", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA"),
    *("PE", "PR", "PT", "PY", "SV", "UY", "VE", "US", "GB", "CA"),
)
TOPIC = "hours"

Span = tuple[int, int]
Seconds = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Hours:
    """When a business is open: the minutes after midnight from which to which on each weekday, Monday
    first (None: closed). `zone` is the time zone of its clock, "" the clock of the files; `country` the
    one on whose public holidays it is closed, "" none; `closed` further days."""

    week: tuple[Span | None, ...] = (*[(8 * 60, 18 * 60)] * 5, None, None)
    zone: str = ""
    country: str = ""
    closed: tuple[dt.date, ...] = ()


def hours(workspace: Workspace) -> Hours:
    """What people wrote, else Monday to Friday from 8 to 18 on the clock of the files."""
    written = notebook.read(workspace.folder, TOPIC).get("", {})
    usual = Hours()
    return Hours(
        week=tuple(tuple(span) if span else None for span in written.get("week", usual.week)),
        zone=written.get("zone", usual.zone),
        country=written.get("country", usual.country),
        closed=tuple(map(dt.date.fromisoformat, written.get("closed", []))),
    )


def write(workspace: Workspace, kept: Hours, *, by: str = "") -> None:
    """Keep when the business is open. ChoiceNotPossible as `check`; then nothing changes."""
    check(kept)
    entry = {
        "week": kept.week,
        "zone": kept.zone,
        "country": kept.country,
        "closed": [day.isoformat() for day in sorted(set(kept.closed))],
    }
    notebook.write(workspace.folder, TOPIC, {"": entry}, by=by)


def check(chosen: Hours) -> None:
    """ChoiceNotPossible where these hours make no sense."""
    if not any(chosen.week):
        raise ChoiceNotPossible(N_("Say on at least one weekday from when to when you are open."))
    for span in chosen.week:
        if span and not 0 <= span[0] < span[1] <= MIDNIGHT:
            raise ChoiceNotPossible(
                N_(
                    "A day that is open needs a “from” and a later “to”; 00:00 may stand for the end of "
                    "the day."
                )
            )
    if chosen.zone and chosen.zone not in zones():
        raise ChoiceNotPossible(N_("“{zone}” is no time zone."), zone=chosen.zone)
    if chosen.country and chosen.country not in COUNTRIES:
        raise ChoiceNotPossible(
            N_("The holidays of “{country}” are not known. Type the days."), country=chosen.country
        )


@lru_cache
def zones() -> tuple[str, ...]:
    """The time zones that can be chosen, by the names of their places."""
    return tuple(
        sorted(
            name
            for name in zoneinfo.available_timezones()
            if "/" in name
            and not name.startswith(("Etc/", "SystemV/", "US/", "Brazil/", "Mexico/"))
        )
    )


def holidays_of(country: str, year: int) -> dict[dt.date, str]:
    """The public holidays of a country in one year, with their names in its own language."""
    return dict(sorted(holidays.country_holidays(country, years=year).items())) if country else {}


def local(
    workspace: Workspace, open_: Hours, asked_at: "pd.Series[Any]", ticks: "pd.Series[Any]"
) -> "pd.Series[Any]":
    """Moments on the clock of the business: as the file gives them, or from their instants, which are
    UTC where the file says so and are taken for it where it does not."""
    if not open_.zone:
        return asked_at
    clock = table(workspace, "clock", {}).iloc[0]
    since = pd.to_timedelta(ticks / clock["ticks_per_second"], unit="s")
    instants = clock["origin"] + since
    moved: pd.Series[Any] = (
        instants.dt.tz_localize("UTC").dt.tz_convert(open_.zone).dt.tz_localize(None)
    )
    return moved


def within(open_: Hours, begins: "pd.Series[Any]", ends: "pd.Series[Any]") -> Seconds:
    """How many seconds of business lie between each two moments on its clock; NaN where one is
    missing."""
    known = begins.notna() & ends.notna()
    found = np.full(len(begins), np.nan)
    if known.any():
        first = begins[known].min().normalize()
        opened = _opened(open_, first.date(), ends[known].max().date())
        start, end = (_position(opened, first, moments[known]) for moments in (begins, ends))
        found[known.to_numpy()] = end - start
    return found


@dataclass(frozen=True)
class _Opened:
    """Per day: the seconds after its midnight from which and to which it is open, and the business
    seconds of all days before."""

    opens: Seconds
    closes: Seconds
    before: Seconds


@lru_cache(maxsize=32)
def _opened(open_: Hours, first: dt.date, last: dt.date) -> _Opened:
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    free = set(open_.closed)
    for year in range(first.year, last.year + 1):
        free |= holidays_of(open_.country, year).keys()
    spans = [(0, 0) if day in free else open_.week[day.weekday()] or (0, 0) for day in days]
    opens, closes = 60.0 * np.array(spans, dtype=np.float64).T
    before = np.concatenate([[0.0], np.cumsum(closes - opens)[:-1]])
    return _Opened(opens, closes, before)


def _position(opened: _Opened, first: pd.Timestamp, moments: "pd.Series[Any]") -> Seconds:
    passed = (moments - first).dt.total_seconds().to_numpy()
    day = (passed // DAY).astype(np.int64)
    opens, closes = opened.opens[day], opened.closes[day]
    here: Seconds = opened.before[day] + np.clip(passed % DAY, opens, closes) - opens
    return here
