"""People change the themes: what that does is told before, and every count follows after."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Answers
from touchpoints import notebook, workspaces
from touchpoints.analyses import themes as analysis
from touchpoints.errors import ChoiceNotPossible
from touchpoints.interpreting import applied, themes
from touchpoints.interpreting.themes import Change, Comments
from touchpoints.model import Filters
from touchpoints.text import themes as text
from touchpoints.workspaces import Workspace

TEXTS = (
    "Late delivery again",
    "The zipper broke",
    "Nice smell, clean shop",
    "zipper stuck, cheap",
    "ok",
)
SAID = Comments(range(5), TEXTS, ["en"] * 5)
ZIPS = {"zips": Change(title="Zips", added=("zipper",))}


def load(answers: Answers) -> Workspace:
    rows = [
        {"comment": one, "language": "en", "label": "neutral", "sentiment": 0.0, "themes": named}
        for one in TEXTS
        if (named := dict.fromkeys(text.themes(one, "en"), "neutral")) is not None
    ]
    return answers(rows)


def counts(workspace: Workspace) -> dict[str, int]:
    found = analysis.themes(workspace, Filters())
    return dict(zip(found["theme"], found["comments"].tolist(), strict=True))


def test_a_new_theme_gains_the_comments_that_hold_its_words() -> None:
    found = themes.effect(SAID, {}, ZIPS)

    assert found.moved == 2
    assert found.gained == {"Zips": 2}
    assert [one.at for one in found.examples] == [1, 3]


def test_a_new_name_moves_no_comment_and_a_theme_left_out_loses_its_own() -> None:
    assert themes.effect(SAID, {}, {"delivery": Change(title="Freight")}).moved == 0
    assert themes.effect(SAID, {}, {"delivery": Change(hidden=True)}).lost == {"delivery": 1}


def test_a_theme_counted_as_a_part_of_another_brings_its_words_along() -> None:
    merged = {**ZIPS, "zips": Change(title="Zips", added=("zipper",), into="delivery")}

    found = themes.effect(SAID, ZIPS, merged)

    assert (found.gained, found.lost) == ({"delivery": 2}, {"Zips": 2})
    assert "zips" not in themes.shown(merged)


def test_what_is_kept_is_counted_everywhere_and_can_be_taken_back(answers: Answers) -> None:
    workspace = load(answers)
    before = counts(workspace)

    kept = applied.keep_themes(workspace.folder, ZIPS)

    # "Product" counts only where no other theme is named.
    assert counts(kept) == {
        **{theme: n for theme, n in before.items() if theme != "product"},
        "Zips": 2,
    }
    assert kept.version[:7] == workspace.version[:7]
    assert themes.read(kept.folder) == ZIPS
    assert counts(applied.keep_themes(workspace.folder, {})) == before


def test_a_later_file_is_read_with_the_same_themes_and_an_undo_keeps_them(answers: Answers) -> None:
    workspace = load(answers)
    applied.keep_themes(workspace.folder, ZIPS)
    with workspaces.next_version(workspace.folder):
        pass
    assert counts(workspaces.at(workspace.folder))["Zips"] == 2
    applied.keep_themes(workspace.folder, {})

    undone = applied.catch_up(workspaces.undo(workspaces.at(workspace.folder)).folder)

    assert "Zips" not in counts(undone)


def test_nothing_is_read_anew_where_nothing_changed(answers: Answers) -> None:
    workspace = applied.keep_themes(load(answers).folder, ZIPS)

    assert applied.catch_up(workspace.folder) == workspace


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change(title="Price"), "There is a theme called “Price” already"),
        (Change(title="Zips", added=("!!",)), "cannot be looked for"),
        (Change(title="Zips", added=("a*",)), "would be in too many words"),
        (Change(title="Z" * 61), "too long"),
    ],
)
def test_what_cannot_be_a_theme_is_refused_with_a_sentence(change: Change, told: str) -> None:
    with pytest.raises(ChoiceNotPossible) as refused:
        themes.checked({}, "zips", change, {"price": "Price"})

    assert told in refused.value.sentence()


def test_two_themes_are_not_parts_of_each_other() -> None:
    one = themes.checked({}, "price", Change(into="payment"), {})

    with pytest.raises(ChoiceNotPossible):
        themes.checked(one, "payment", Change(into="price"), {})


WORDS = st.sampled_from(["zipper", "late", "cheap", "shop", "clean*", "delivery", "nice smell"])
CHANGES = st.dictionaries(
    st.sampled_from(["delivery", "price", "product", "zips"]),
    st.builds(
        Change,
        added=st.lists(WORDS, max_size=2, unique=True).map(tuple),
        removed=st.lists(WORDS, max_size=2, unique=True).map(tuple),
        hidden=st.booleans(),
        into=st.sampled_from([None, "loyalty", "stock"]),
    ),
)
COMMENTS = st.lists(st.sampled_from([*TEXTS, "late and cheap", "clean shop, late"]), max_size=5)


@settings(max_examples=50, deadline=None)
@given(COMMENTS, CHANGES, CHANGES)
def test_the_effect_is_that_of_reading_every_comment_twice(
    texts: list[str], before: dict[str, Change], after: dict[str, Change]
) -> None:
    found = themes.effect(Comments(range(len(texts)), texts, ["en"] * len(texts)), before, after)

    old, new = themes.table_of(before), themes.table_of(after)
    pairs = [
        (set(text.themes(one, "en", table=old)), set(text.themes(one, "en", table=new)))
        for one in texts
    ]
    assert found.moved == sum(then != now for then, now in pairs)
    assert sum(found.gained.values()) == sum(len(now - then) for then, now in pairs)


def test_the_notebook_gives_back_what_was_written(tmp_path: Path) -> None:
    changes = {**ZIPS, "price": Change(removed=("value",), hidden=True)}

    themes.write(tmp_path, changes)

    assert themes.read(tmp_path) == changes
    assert set(notebook.read(tmp_path, themes.TOPIC)) == {"zips", "price"}
