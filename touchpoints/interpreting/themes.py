"""The themes of a workspace: ours, as its people have changed them, and their own.

A change is kept in the notebook under the theme's name. Words hold for every language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from touchpoints import notebook
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_
from touchpoints.text.lexicon import LANGUAGES
from touchpoints.text.themes import ThemeTable, seed_terms, theme_table, themes_in
from touchpoints.text.tokens import fold, tokens

TOPIC = "themes"
LONGEST_NAME = 60
SHORTEST_BEGINNING = 3
EXAMPLES = 30
_TOLD_EVERY = 2_000

Terms = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class Change:
    """What people changed about a theme: how it is called (None: as before), words more and less,
    whether it is left out, and the theme that it became a part of."""

    title: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    hidden: bool = False
    into: str | None = None


Changes = Mapping[str, Change]


@lru_cache
def _ours() -> tuple[Terms, frozenset[str]]:
    return seed_terms()


@dataclass(frozen=True)
class Comments:
    """The comments of a workspace, with the language of each."""

    numbers: Sequence[int]
    texts: Sequence[str]
    languages: Sequence[str]


@dataclass(frozen=True)
class Moved:
    """A comment whose themes change: its place among the comments, the themes before and after."""

    at: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """What a change does: how many comments move, to and from which theme, and the first of them."""

    moved: int
    gained: Mapping[str, int]
    lost: Mapping[str, int]
    examples: tuple[Moved, ...]


def read(folder: Path) -> dict[str, Change]:
    """What people changed, by theme."""
    return parsed(notebook.read(folder, TOPIC))


def parsed(entries: Mapping[str, Any]) -> dict[str, Change]:
    """The changes from the JSON that the notebook keeps."""
    return {
        theme: Change(
            **{**entry, "added": tuple(entry["added"]), "removed": tuple(entry["removed"])}
        )
        for theme, entry in entries.items()
    }


def written(changes: Changes) -> dict[str, dict[str, Any]]:
    """The changes as JSON keeps them."""
    return {
        theme: asdict(change) | {"added": list(change.added), "removed": list(change.removed)}
        for theme, change in changes.items()
    }


def write(folder: Path, changes: Changes, *, by: str = "") -> None:
    """Keep these changes and no others."""
    erased = dict.fromkeys(notebook.read(folder, TOPIC))
    notebook.write(folder, TOPIC, {**erased, **written(changes)}, by=by)


def names(changes: Changes) -> list[str]:
    """Every theme, hidden and merged ones included: ours, then people's own in order."""
    terms, _fallbacks = _ours()
    return [*terms, *sorted(theme for theme in changes if theme not in terms)]


def shown(changes: Changes) -> list[str]:
    """The themes that comments are read for, as they are called."""
    return list(terms_of(changes)[0])


def called(changes: Changes, theme: str) -> str:
    """What a theme is called: by people, else its name."""
    return (changes[theme].title if theme in changes else None) or theme


def part_of(changes: Changes, theme: str) -> str:
    """The theme that a theme became a part of, in the end; the theme itself where it did not."""
    seen = {theme}
    while theme in changes and (into := changes[theme].into) and into not in seen:
        seen.add(into)
        theme = into
    return theme


def words_of(changes: Changes, theme: str, language: str) -> list[str]:
    """The words of one theme in a language: people's own first."""
    terms, _fallbacks = _ours()
    change = changes.get(theme, Change())
    left = {fold(term) for term in change.removed}
    ours = terms.get(theme, {}).get(language, ())
    return [*change.added, *(term for term in ours if fold(term) not in left)]


def terms_of(changes: Changes) -> tuple[dict[str, dict[str, list[str]]], frozenset[str]]:
    """Theme, as it is called, to language to words; and those that count only where no other does."""
    _terms, fallbacks = _ours()
    every = names(changes)
    result: dict[str, dict[str, list[str]]] = {}
    for theme in every:
        end = part_of(changes, theme)
        if (
            end not in every
            or changes.get(theme, Change()).hidden
            or changes.get(end, Change()).hidden
        ):
            continue
        own = result.setdefault(called(changes, end), {language: [] for language in LANGUAGES})
        for language in LANGUAGES:
            own[language] += words_of(changes, theme, language)
    kept = {called(changes, theme) for theme in fallbacks} & result.keys()
    return result, frozenset(kept)


def table_of(changes: Changes) -> ThemeTable:
    """What comments are read with."""
    terms, fallbacks = terms_of(changes)
    return theme_table(terms, fallbacks=fallbacks)


def checked(changes: Changes, theme: str, change: Change, titles: Mapping[str, str]) -> Changes:
    """The changes with this one. ChoiceNotPossible where a name is taken or a word cannot be found in
    a text; `titles` says what our themes are called on the screen."""
    title = " ".join((change.title or "").split()) or None
    if title is not None:
        if len(title) > LONGEST_NAME:
            raise ChoiceNotPossible(
                N_("The name is too long. Use {most} letters at most."), most=LONGEST_NAME
            )
        others = {
            fold(name)
            for other in names(changes)
            if other != theme and not changes.get(other, Change()).into
            for name in (called(changes, other), titles.get(other, other))
        }
        if fold(title) in others:
            raise ChoiceNotPossible(
                N_(
                    "There is a theme called “{name}” already. Choose another name, or merge the two."
                ),
                name=title,
            )
    for term in change.added:
        _require_findable(term)
    if change.into is not None and part_of({**changes, theme: change}, change.into) == theme:
        raise ChoiceNotPossible(
            N_("These two themes would be parts of each other. Choose another one.")
        )
    change = replace(change, title=title, added=_once(change.added), removed=_once(change.removed))
    result = {**changes, theme: change}
    if change == Change() and theme in _ours()[0]:
        del result[theme]
    return result


def without(changes: Changes, theme: str) -> Changes:
    """The changes without those to one theme: ours as we made it, one of people's own no more."""
    return {other: change for other, change in changes.items() if other != theme}


def split_words(written: str) -> tuple[str, ...]:
    """The words of a text in which each has a line or commas stand between them."""
    pieces = written.replace("\n", ",").replace(";", ",").split(",")
    return _once(" ".join(piece.split()) for piece in pieces if piece.strip())


def touched(old: Terms, new: Terms) -> list[str]:
    """The beginnings of words, one of which a comment must hold for its themes to change."""
    one, two = _flat(old), _flat(new)
    return sorted({term.split()[0].rstrip("*") for _theme, _language, term in one ^ two})


def candidates(comments: Comments, beginnings: Sequence[str]) -> list[int]:
    """The places of the comments that hold one of these beginnings."""
    if not beginnings:
        return []
    return [
        at
        for at, text in enumerate(map(fold, comments.texts))
        if any(beginning in text for beginning in beginnings)
    ]


def effect(
    comments: Comments,
    before: Changes,
    after: Changes,
    progress: Callable[[float], None] = lambda _share: None,
) -> Effect:
    """What a change does to the themes of the comments. A theme that only has a new name moves none."""
    renamed = {
        called(before, theme): called(after, theme)
        for theme in names(after)
        if part_of(after, theme) == theme
    }
    old_terms, new_terms = terms_of(before)[0], terms_of(after)[0]
    old = {renamed.get(theme, theme): words for theme, words in old_terms.items()}
    looked_at = candidates(comments, touched(old, new_terms))
    old_table, new_table = table_of(before), table_of(after)
    moved = 0
    gained: dict[str, int] = {}
    lost: dict[str, int] = {}
    examples: list[Moved] = []
    for done, at in enumerate(looked_at):
        if done % _TOLD_EVERY == 0:
            progress(done / len(looked_at))
        found, language = tokens(comments.texts[at]), comments.languages[at]
        then = tuple(renamed.get(one, one) for one in themes_in(found, language, old_table))
        now = themes_in(found, language, new_table)
        if set(then) == set(now):
            continue
        moved += 1
        for theme in set(now) - set(then):
            gained[theme] = gained.get(theme, 0) + 1
        for theme in set(then) - set(now):
            lost[theme] = lost.get(theme, 0) + 1
        if len(examples) < EXAMPLES:
            examples.append(Moved(at, then, now))
    return Effect(moved, gained, lost, tuple(examples))


def _flat(terms: Terms) -> set[tuple[str, str, str]]:
    return {
        (theme, language, fold(term.replace("-", " ")))
        for theme, by_language in terms.items()
        for language, written in by_language.items()
        for term in written
        if term.replace("-", " ").strip()
    }


def _once(terms: Any) -> tuple[str, ...]:
    return tuple({fold(term): term for term in terms}.values())


def _require_findable(term: str) -> None:
    """ChoiceNotPossible for what no comment could hold as words, or what nearly every one holds."""
    pieces = term.replace("-", " ").split()
    for piece in pieces:
        word = piece.removesuffix("*")
        begins = piece.endswith("*")
        if tokens(word) != [fold(word)] or not word[0].isalnum():
            raise ChoiceNotPossible(
                N_("“{word}” cannot be looked for. Write words of letters and digits, one a line."),
                word=term,
            )
        if begins and len(word) < SHORTEST_BEGINNING:
            raise ChoiceNotPossible(
                N_(
                    "“{word}” would be in too many words. Write {least} letters or more before the *."
                ),
                word=term,
                least=SHORTEST_BEGINNING,
            )
