"""A report says the same in every kind of file, opened by another program, and runs nothing of a user's."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page
from pptx import Presentation

from tests.exports.conftest import FORMULA, MARKUP
from touchpoints import cli, i18n
from touchpoints.exports import findings, paper, report, slides, web
from touchpoints.exports.exhibits import Asked, Exhibit, Report
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace


def squeezed(text: str) -> str:
    """Without white space, hyphens at line ends and what a font joins or breaks."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@pytest.fixture(scope="module")
def pages(drawn: Report) -> list[str]:
    """The text of the PDF, page by page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.pdf(drawn))).pages]


@pytest.fixture(scope="module")
def deck(drawn: Report) -> Any:
    return Presentation(io.BytesIO(slides.pptx(drawn)))


@pytest.fixture(scope="module")
def opened(drawn: Report, folder: Path, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """The web page in Chromium, and every address that it asked for or error it told."""
    file = folder / "report.html"
    file.write_bytes(web.html(drawn))
    with browser.new_page() as page:
        told: list[str] = []
        page.on("request", lambda request: told.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.goto(file.as_uri())
        yield page, told


def test_the_funnel_of_the_report_is_that_of_the_analysis(made: dict[str, Exhibit]) -> None:
    told = made["funnel"].told

    assert told["Step"].tolist() == ["Awareness", "Consideration", "Purchase"]
    assert told["People"].tolist() == ["6", "4", "2"]
    assert told["Of the previous step"].tolist() == ["–", "66.7%", "50.0%"]
    assert told["95% interval"].tolist() == ["–", "30.0% to 90.3%", "15.0% to 85.0%"]


def test_every_page_of_the_pdf_has_its_number_and_the_stamp(
    drawn: Report, pages: list[str]
) -> None:
    for number, text in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in text
        assert squeezed(drawn.stamp) in squeezed(text)


def test_the_pdf_says_every_finding_definition_and_cell(drawn: Report, pages: list[str]) -> None:
    text = squeezed("".join(pages))

    for exhibit in drawn.exhibits:
        assert squeezed(exhibit.finding) in text
        for column in exhibit.told:
            for cell in exhibit.told[column].head(paper.MOST_ROWS):
                assert squeezed(cell[:40]) in text
    for _title, value, _note in drawn.figures:
        assert squeezed(value) in text


def test_each_slide_has_finding_picture_table_and_definition(drawn: Report, deck: Any) -> None:
    assert len(deck.slides) == 1 + len(drawn.exhibits)
    for slide, exhibit in zip(list(deck.slides)[1:], drawn.exhibits, strict=True):
        assert slide.shapes.title.text == exhibit.finding
        assert exhibit.definition in slide.notes_slide.notes_text_frame.text
        assert drawn.stamp in slide.notes_slide.notes_text_frame.text
        pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
        alternatives = [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures]
        assert alternatives == ([exhibit.finding] if exhibit.chart else [])
        (table,) = [shape.table for shape in slide.shapes if shape.has_table]
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        shown = exhibit.told.iloc[: len(rows) - 1, : len(rows[0])]
        assert rows == [list(shown.columns), *shown.to_numpy().tolist()]
        assert len(rows) > 1


def test_nothing_on_a_slide_leaves_it(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_the_web_page_asks_for_nothing_and_runs_nothing(
    opened: tuple[Page, list[str]], drawn: Report
) -> None:
    page, told = opened

    assert [address for address in told if not address.startswith("file:")] == []
    assert page.locator("script").count() == 0
    assert page.locator("article svg title").count() == sum(
        exhibit.chart is not None for exhibit in drawn.exhibits
    )
    assert page.locator("td", has_text=MARKUP).count() > 1


def test_the_web_page_says_every_finding_and_row(
    opened: tuple[Page, list[str]], drawn: Report
) -> None:
    page, _told = opened

    assert page.locator("h3").all_text_contents() == [one.finding for one in drawn.exhibits]
    for number, exhibit in enumerate(drawn.exhibits, start=1):
        cells = page.locator(f"#finding-{number} tbody td").all_text_contents()
        assert cells == exhibit.told.to_numpy().ravel().tolist()


def test_no_two_charts_of_the_web_page_share_an_id(opened: tuple[Page, list[str]]) -> None:
    page, _told = opened

    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")

    assert len(ids) == len(set(ids))


def test_formulas_are_plain_text_and_persons_masked_in_every_table(
    made: dict[str, Exhibit],
) -> None:
    cells = [cell for one in made.values() for cell in one.told.to_numpy().ravel()]

    assert f"'{FORMULA}" in cells
    assert MARKUP in cells
    assert FORMULA not in cells
    assert not any("ana.souza" in cell or "example.com" in cell for cell in cells)


def test_what_a_workspace_cannot_answer_is_left_out(made: dict[str, Exhibit]) -> None:
    left_out = {finding.name for finding in findings.FINDINGS} - made.keys()

    assert left_out == {"drivers", "themes", "theme-impact"}


@pytest.mark.parametrize(("language", "of_all", "interval"), [
    ("pt", "66,7%", "30,0% a 90,3%"),
    ("es", "66,7\u00a0%", "30,0\u00a0% a 90,3\u00a0%"),
])  # fmt: skip
def test_a_report_speaks_the_language_and_its_numbers(
    hostile: Workspace, language: str, of_all: str, interval: str
) -> None:
    i18n.use(language)

    made = report.report(Asked(hostile, Filters()), ["funnel"])

    assert of_all in made.exhibits[0].told.to_numpy()
    assert interval in made.exhibits[0].told.to_numpy()
    assert "filter" not in made.stamp


def test_the_stamp_tells_the_filters_and_how_many_they_leave(hostile: Workspace) -> None:
    made = report.report(Asked(hostile, Filters(channels=("web",))), ["heatmap-stage"])

    assert "Only channel web" in made.stamp
    assert "n = 4 people, 4 events, 0 answers" in made.stamp


def test_the_command_writes_the_file_that_is_asked_for(
    hostile: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "funil.html"
    asked = ["report", "--workspace", str(hostile.folder), "--format", "html", "--language", "pt"]

    assert cli.main([*asked, "--finding", "funnel", "--out", str(out)]) == cli.DONE

    assert capsys.readouterr().out.strip() == str(out)
    assert "Relatório" in out.read_text(encoding="utf-8")


def test_the_command_says_why_there_is_no_report(
    hostile: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "report",
        "--workspace",
        str(hostile.folder),
        "--from",
        "2040-01-01",
        "--language",
        "pt",
    ]

    assert cli.main([*asked, "--out", str(tmp_path / "none.pdf")]) == cli.REFUSED

    assert "Nenhum destes achados tem dados aqui" in capsys.readouterr().err
    assert not (tmp_path / "none.pdf").exists()
