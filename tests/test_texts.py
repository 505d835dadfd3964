"""The catalogues are complete."""

import pytest

from tests import texts
from touchpoints import i18n


@pytest.mark.parametrize("language", ["pt", "es"])
def test_every_sentence_is_translated_with_its_holes(language: str) -> None:
    assert list(texts.untranslated(language)) == []


def test_a_sentence_is_found_wherever_it_stands_in_the_code() -> None:
    source = """f"<b>{_('Who left')}</b> {ngettext('one', '{count} of them', n)}" + N_("Not " "me"), _(name)"""

    assert sorted(texts.marked(source), key=str) == [
        ("one", "{count} of them"),
        "Not me",
        "Who left",
    ]


@pytest.mark.parametrize("language", ["pt", "es"])
def test_no_translation_outlives_its_sentence(language: str) -> None:
    wanted = {m.id if isinstance(m.id, str) else m.id[0] for m in texts.extracted()}
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in texts.read(language)}

    assert known - wanted == set()


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("pt", ("1.234,5", "12,5%")),
        ("es", ("1.234,5", "12,5\u00a0%")),
        ("en", ("1,234.5", "12.5%")),
    ],
)
def test_numbers_are_written_as_their_readers_write_them(
    language: str, written: tuple[str, str]
) -> None:
    i18n.use(language)

    assert (i18n.number(1234.5, 1), i18n.percent(0.125, 1)) == written


def test_a_browser_gets_its_own_language_or_english() -> None:
    assert [i18n.from_browser(locale) for locale in ("pt-BR", "es-419", "en-GB", "de", None)] == [
        "pt",
        "es",
        "en",
        "en",
        "en",
    ]


def test_a_duration_is_told_in_its_two_largest_units() -> None:
    i18n.use("en")

    told = [i18n.duration(seconds) for seconds in (0, 59, 61, 3600, 90000, 86400 * 3)]

    assert told == ["0 s", "59 s", "1 min 1 s", "1 h", "1 d 1 h", "3 d"]


def test_no_line_breaks_inside_a_length_of_time() -> None:
    told = i18n.unbroken("Half took 1 h 37 min, 2 d or 30 s; 3 hours and 4 stars stay as they are.")

    assert told == (
        "Half took 1\u00a0h 37\u00a0min, 2\u00a0d or 30\u00a0s; 3 hours and 4 stars stay as they are."
    )
