"""What was understood of a file is shown before anything is loaded."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.e2e.uploads import EVENTS
from tests.pages.screen import START, visit

ANSWERS = """\
date,channel,How likely are you to recommend us?,How easy was it?,comment
2026-03-13,web,10,6,Great shop
2026-03-14,store,3,,
"""


def uploaded(language: str, name: str, content: bytes) -> AppTest:
    app = visit(START, language=language)
    app.file_uploader[0].upload(name, content)
    return app.run()


@pytest.mark.parametrize(
    ("language", "moment", "value"),
    [("pt", "13/03/2026 10:00", "1.234,50"), ("en", "3/13/26, 10:00\u202fAM", "1,234.50")],
)
def test_the_preview_speaks_the_language_of_the_reader(
    language: str, moment: str, value: str
) -> None:
    app = uploaded(language, "visitas.csv", EVENTS.encode("cp1252"))

    rows = app.dataframe[-1].value.values.tolist()
    assert rows[2] == [moment, "Ana", "Loja física", "Compra", rows[2][4], value]
    assert "" in rows[0], "a missing value is an empty cell"
    assert "None" not in str(rows)


def test_the_preview_of_a_survey_shows_the_scores_beside_the_comment() -> None:
    app = uploaded("en", "survey.csv", ANSWERS.encode())

    preview = app.dataframe[-1].value
    assert preview.columns.tolist() == [
        "When",
        "Channel",
        "How likely are you to recommend us?",
        "How easy was it?",
        "Comment",
    ]
    assert preview.values.tolist() == [
        ["Mar 13, 2026", "web", "10", "6", "Great shop"],
        ["Mar 14, 2026", "store", "3", "", ""],
    ]


def test_nothing_is_offered_to_load_while_every_table_is_left_out() -> None:
    app = uploaded("en", "words.csv", b"poem\nroses are red\nviolets are blue\n")

    assert len(app.button) == 1
