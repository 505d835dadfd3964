"""Which tool a table comes from, by the names of its columns; the tools are files in dialects/."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from touchpoints.i18n import N_
from touchpoints.importing import names
from touchpoints.importing.profile import Profile
from touchpoints.importing.sniff import Table
from touchpoints.model import (
    ANSWER_NOUNS,
    EVENT_NOUNS,
    ColumnMapping,
    Kind,
    LeftOut,
    Moment,
)

FOLDER = Path(__file__).parent / "dialects"
LANGUAGES = ("en", "pt", "es")
LEAST = 0.6
# The reasons that the dialects give, for the catalogues.
REASONS = (N_("A preview of the survey, not a respondent."),)
_CLEAR = 0.6
SHAPES = ("rows", "line items", "wide dates", "survey", "aggregate", "chat")
ROLES = frozenset(
    {*EVENT_NOUNS, *ANSWER_NOUNS, "order", "pack", "item", "personal", "metadata", ""}
)


@dataclass(frozen=True)
class Column:
    """A column of a dialect: its key, what it is (a noun of ours, or another role) and its names by
    language ("any" where the tool does not translate them), compared by `names.plain`."""

    key: str
    role: str
    aliases: Mapping[str, tuple[str, ...]]
    optional: bool = False
    certain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Date:
    """A date of a row that is an event: keys of columns, what happened (by language), the stage."""

    column: str
    touchpoint: Mapping[str, str]
    stage: str | None = None
    channel: str | None = None
    value: str | None = None
    unless_same_as: str | None = None


@dataclass(frozen=True)
class Dialect:
    """The table that a tool exports. `first` is the key of the column that must stand first;
    `questions` the share of the columns beside it that must ask something; with `nobody` no column
    may tell people apart."""

    names: Mapping[str, str]
    kind: Kind
    shape: str
    columns: tuple[Column, ...]
    dates: tuple[Date, ...] = ()
    constants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    first: str | None = None
    questions: float = 0.0
    least: float = LEAST
    nobody: bool = False


@dataclass(frozen=True)
class Recognised:
    """A dialect found in a table: how surely (the share of its columns that are there), in which
    language, and the table's column of each key."""

    dialect: Dialect
    confidence: float
    language: str
    columns: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the tool where the file comes from."""
        return self.dialect.names[self.language]

    def of_role(self, *roles: str) -> list[str]:
        """The table's columns that are in these roles."""
        return [
            self.columns[column.key]
            for column in self.dialect.columns
            if column.role in roles and column.key in self.columns
        ]


@lru_cache
def dialects() -> tuple[Dialect, ...]:
    """The dialects of the folder, by file name."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.toml")))


def read(path: Path) -> Dialect:
    """The dialect of a file; ValueError says what is wrong in it."""
    entry = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = tuple(_column(key, told) for key, told in entry["columns"].items())
    keys = {column.key for column in columns}
    dates = tuple(_date(told) for told in entry.get("dates", ()))
    recognise = entry.get("recognise", {})
    left_out = tuple(
        (told["column"], tuple(told["begins"]), told["reason"])
        for told in entry.get("left_out", ())
    )
    named = {
        *(date.column for date in dates),
        *(key for date in dates for key in (date.channel, date.value, date.unless_same_as) if key),
        *(column for column, _begins, _reason in left_out),
    }
    wrong = [column.role for column in columns if column.role not in ROLES]
    if entry["shape"] not in SHAPES or wrong or not named <= keys:
        raise ValueError(f"{path.name}: unknown {[entry['shape'], *wrong, *sorted(named - keys)]}")
    return Dialect(
        names=_by_language(entry["name"]),
        kind=entry["kind"],
        shape=entry["shape"],
        columns=columns,
        dates=dates,
        constants={
            noun: _by_language(entry[noun])
            for noun in ("channel", "touchpoint", "stage")
            if noun in entry
        },
        left_out=left_out,
        first=recognise.get("first"),
        questions=recognise.get("questions", 0.0),
        least=recognise.get("least", LEAST),
        nobody=recognise.get("nobody", False),
    )


def _column(key: str, told: Mapping[str, Any]) -> Column:
    aliases = {
        language: tuple(told[language]) for language in ("any", *LANGUAGES) if language in told
    }
    return Column(
        key,
        told.get("is", ""),
        aliases,
        told.get("optional", False),
        tuple(told.get("certain", ())),
    )


def _date(told: Mapping[str, Any]) -> Date:
    return Date(
        column=told["column"],
        touchpoint=_by_language(told.get("touchpoint", {})),
        stage=told.get("stage"),
        channel=told.get("channel"),
        value=told.get("value"),
        unless_same_as=told.get("unless_same_as"),
    )


def _by_language(told: str | Mapping[str, str]) -> Mapping[str, str]:
    return dict.fromkeys(LANGUAGES, told) if isinstance(told, str) else dict(told)


def best(table: Table) -> Recognised | None:
    """The dialect that most surely wrote a table; None where none is sure enough."""
    key = ("dialect",)
    if key not in table.staged.memo:
        found = [_judged(dialect, table) for dialect in dialects()]
        sure = [each for each in found if each is not None]
        table.staged.memo[key] = max(
            sure, key=lambda each: (each.confidence, len(each.columns)), default=None
        )
    remembered = table.staged.memo[key]
    assert remembered is None or isinstance(remembered, Recognised)
    return remembered


def unless_told(seen: Recognised | None, kind: Kind | None) -> Recognised | None:
    """What is recognised, unless the person said that the table is of another kind."""
    if seen is None:
        return None
    as_events = kind == "events" and seen.dialect.kind == "chat"
    return seen if as_events or kind in (None, seen.dialect.kind) else None


def _judged(dialect: Dialect, table: Table) -> Recognised | None:
    if (dialect.shape == "chat") != (table.container == "chat"):
        return None
    written = [(name, _joined(name)) for name in table.columns]
    columns: dict[str, str] = {}
    votes = dict.fromkeys(LANGUAGES, 0)
    is_certain = False
    for column in dialect.columns:
        for language, aliases in column.aliases.items():
            name = _first(aliases, written)
            if name is None:
                continue
            columns.setdefault(column.key, name)
            if language in votes:
                votes[language] += 1
            is_certain |= _joined(name) in {_joined(alias) for alias in column.certain}
    if dialect.first is not None and columns.get(dialect.first) != table.columns[0]:
        return None
    if dialect.nobody and any(names.fit("person", name)[0] >= _CLEAR for name in table.columns):
        return None
    required = [column.key for column in dialect.columns if not column.optional]
    confidence = sum(key in columns for key in required) / max(1, len(required))
    if is_certain:
        confidence = max(confidence, 0.95)
    elif not _asks_enough(dialect, table):
        return None
    if not required or confidence < dialect.least:
        return None
    language = max(votes, key=lambda each: votes[each])
    return Recognised(dialect, confidence, language, columns)


def _joined(name: str) -> str:
    return names.plain(name).replace(" ", "") or name.strip()


def _first(aliases: Sequence[str], written: Sequence[tuple[str, str]]) -> str | None:
    """The column with the first of these names; a name that ends in * stands for what begins so."""
    for alias in aliases:
        wanted = _joined(alias)
        for name, plain in written:
            if plain == wanted or (alias.endswith("*") and plain.startswith(wanted)):
                return name
    return None


def _asks_enough(dialect: Dialect, table: Table) -> bool:
    if not dialect.questions:
        return True
    labels = (table.labels or table.columns)[1:]
    asking = sum("?" in label or len(label) > 25 for label in labels)
    return bool(labels) and asking >= dialect.questions * len(labels)


def mapping(seen: Recognised, profiles: Sequence[Profile]) -> ColumnMapping:
    """What the columns of a recognised table are; nouns that the dialect does not name are left open."""
    filled = {each.column for each in profiles if each.looks != "empty"}
    dialect = seen.dialect
    nouns = ANSWER_NOUNS if dialect.kind == "answers" else EVENT_NOUNS
    columns: dict[str, str] = {}
    for noun in nouns:
        present = [name for name in seen.of_role(noun) if name in filled]
        if present:
            columns[noun] = present[0]
    moments = tuple(
        _moment(date, seen) for date in dialect.dates if seen.columns.get(date.column) in filled
    )
    constants = {
        noun: by_language[seen.language]
        for noun, by_language in dialect.constants.items()
        if noun not in columns
    }
    if len(moments) == 1:
        only = moments[0]
        columns["occurred_at"] = only.column
        beside = {"channel": only.channel, "value": only.value}
        columns |= {noun: name for noun, name in beside.items() if name}
        constants |= {
            "touchpoint": only.touchpoint,
            **({"stage": only.stage} if only.stage else {}),
        }
        moments = ()
    order, pack = seen.of_role("order"), seen.of_role("pack")
    is_items = dialect.shape == "line items"
    return ColumnMapping(
        kind=dialect.kind,
        columns={noun: columns[noun] for noun in nouns if noun in columns},
        moments=moments,
        order=order[0] if order and is_items else None,
        pack=pack[0] if pack and is_items else None,
        constants=constants,
        left_out=tuple(
            LeftOut(seen.columns[key], begins, reason)
            for key, begins, reason in dialect.left_out
            if key in seen.columns
        ),
    )


def _moment(date: Date, seen: Recognised) -> Moment:
    column = seen.columns[date.column]
    named = seen.columns
    return Moment(
        column=column,
        touchpoint=date.touchpoint.get(seen.language, column),
        stage=date.stage,
        channel=named.get(date.channel or ""),
        value=named.get(date.value or ""),
        unless_same_as=named.get(date.unless_same_as or ""),
    )
