"""What goes wrong on a page is told calmly, in the reader's language, and shows nothing of the inside."""

import re

import pytest

from tests.conftest import Journeys
from tests.pages.screen import START, open_directly, texts, visit
from touchpoints import i18n
from touchpoints.analyses import funnel
from touchpoints.errors import ChoiceNotPossible, WorkspaceNotFound
from touchpoints.ui.boundary import plain

PEOPLE = {"ana": "ad/web/awareness buy/store/purchase"}


def failing(error: Exception) -> object:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    return fail


def test_a_bug_shows_a_reference_and_no_trace(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(funnel, "funnel", failing(KeyError("the secret inside")))

    app = visit("journey/funnel", journeys(PEOPLE))

    assert not app.exception
    found = re.search(r"code ([0-9A-F]{6})", app.error[0].value)
    assert found
    assert "secret" not in texts(app)
    assert "Traceback" not in texts(app)
    logged = [record for record in caplog.records if found[1] in record.getMessage()]
    assert [str(record.exc_info and record.exc_info[1]) for record in logged] == [
        "'the secret inside'"
    ]


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_an_error_of_use_is_told_in_the_language_of_the_reader(language: str) -> None:
    i18n.use(language)
    expected = plain(WorkspaceNotFound().sentence())

    app = visit(START, language=language, link={"w": "f" * 32})

    assert app.error[0].value == expected


def test_what_a_file_calls_things_is_shown_as_text(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "**bold** <img src=x onerror=alert(1)> [link](javascript:alert(1)) $x$ :red[y]"
    error = ChoiceNotPossible("There is no “{value}” in this workspace.", value=hostile)
    monkeypatch.setattr(funnel, "funnel", failing(error))

    app = visit("journey/funnel", journeys(PEOPLE))

    shown = app.error[0].value
    assert not re.search(r"(?<!\\)[*<\[\]$:]", shown)
    assert re.sub(r"\\(.)", r"\1", shown) == f"There is no “{hostile}” in this workspace."


@pytest.mark.parametrize(
    ("name", "value", "page"),
    [
        ("channel", ["web", "fax"], "journey/heatmap"),
        ("step", ["awareness", "fax", "purchase"], "journey/funnel"),
        ("within", "fax", "journey/funnel"),
        ("from", "fax", "journey/heatmap"),
    ],
)
def test_what_a_link_names_and_the_workspace_lacks_is_told(
    journeys: Journeys, name: str, value: str | list[str], page: str
) -> None:
    app = open_directly(page, journeys(PEOPLE), link={name: value})

    assert [("fax" in one.value, "*" in one.value) for one in app.warning] == [(True, False)]
    assert app.get("vega_lite_chart")
