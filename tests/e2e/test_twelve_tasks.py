"""What a new user comes for, done as they would do it: by what they read, in each language."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.e2e import uploads
from tests.e2e.conftest import Visit
from tests.e2e.driver import App
from tests.e2e.said import counted, said, speaking
from touchpoints import demo, i18n
from touchpoints.analyses import catalogue, compared, funnel, leavers, plan, scorecard, sentiment
from touchpoints.captions import words
from touchpoints.i18n import label
from touchpoints.model import Filters

MONTH = 30 * 86_400
# As in the uploaded file, with the shop's own name for a channel beside one that is the same everywhere.
VISITS = "\n".join(
    line.replace(";", ";x;", 1) if place else line.replace(";", ";Canal;", 1)
    for place, line in enumerate(uploads.EVENTS.replace("Canal", "Unidade").splitlines())
)
OCTOBER = {"pt": "01102026", "es": "01102026", "en": "20261001"}


def _button(app: App, language: str, sentence: str) -> None:
    app.page.get_by_role("button", name=said(language, sentence)).first.click()


def _reads(app: App, sentence: str) -> None:
    app.page.get_by_text(sentence).first.wait_for()


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_two_files_are_uploaded_mended_and_counted(
    visit: Visit, tmp_path: Path, language: str
) -> None:
    app = visit(language).open("/")
    app.upload(
        uploads.csv(tmp_path, "visitas.csv", VISITS, "cp1252"),
        uploads.xlsx(tmp_path, "pesquisa.xlsx", uploads.ANSWERS),
    )
    assert counted(language, "Load one row", "Load {count} rows", 13) in app.text()

    # The column “Canal” says nothing; the channel is in “Unidade”.
    app.page.get_by_text(said(language, "Which column is which")).first.click()
    channel = app.page.get_by_role("combobox", name=said(language, "Channel")).first
    assert channel.input_value() == "Canal"
    app.settle()
    channel.fill("Unidade")
    app.act(app.page.get_by_role("option", name="Unidade", exact=True).click)
    app.load()

    told = [said(language, title) for title in ("People", "Events", "Answers", "Comments")]
    assert [app.figures()[title] for title in told] == ["4", "7", "5", "4"]
    assert said(language, "Refused rows") in app.text()  # Eva came "ontem", which is no date

    workspace = app.page.url.partition("w=")[2][:32]
    steps = "&".join(f"touchpoint={step}" for step in ("Anúncio", "Catálogo", "Compra"))
    app.open(f"/funnel?w={workspace}&over=touchpoint&{steps}")
    shares = speaking(language, lambda: [i18n.percent(1 / 3, 1), i18n.percent(0.5, 1)])
    assert list(app.figures().values()) == ["3", *shares]
    app.follow("feedback")
    assert app.figures()["NPS"] == "40"
    assert "a caixa chegou quebrada" in app.text()
    app.follow("heatmap")
    assert "Loja física" in app.marks()


def _written(slides: Path) -> str:
    """Every word of the slides."""
    shapes = [shape for slide in Presentation(str(slides)).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_the_demo_is_filtered_read_compared_sent_and_presented(
    visit: Visit, workspaces_folder: Path, language: str
) -> None:
    app = visit(language, height=1600).open("/")
    _button(app, language, "decoration and gifts")
    shop = speaking(language, lambda: demo.workspace(workspaces_folder, language))
    stages = catalogue.usual_steps(shop, "stage")
    asked = plan.plan("stage", stages, MONTH)
    whole = funnel.funnel(shop, Filters(), asked)

    def told(speak: Callable[[], str]) -> str:
        return speaking(language, speak)

    # What should be mended first, and what customers say about it.
    rows = scorecard.scorecard(shop, Filters())
    worst = scorecard.most_critical(rows)
    assert worst is not None
    _reads(app, told(lambda: scorecard.finding_critical(words.shown(rows))))
    place = told(lambda: label(worst["place"]))
    link = said(language, "The comments on “{place}”", place=place)
    app.act(app.page.get_by_role("link", name=link).click)
    choice = sentiment.Choice(touchpoint=worst["place"])
    for comment in sentiment.comments(shop, Filters(), choice=choice, limit=3)["comment"]:
        _reads(app, " ".join(comment.split()[:3]))

    # The weakest step.
    app.follow("funnel")
    at = int(whole["conversion"].iloc[1:].argmin()) + 1
    weakest = whole.iloc[at]
    step = said(language, "Weakest step: {step}", step=label(weakest["step"]))
    assert app.figures()[step] == told(lambda: i18n.percent(weakest["conversion"], 1))

    # Who left there, and what they said.
    gone = leavers.Drop(asked, at)
    left = leavers.chosen(leavers.leavers(shop, Filters(), gone), still_open=False)
    onward, seconds = leavers.next_contacts(left), left["seconds"].median()
    _reads(app, told(lambda: leavers.finding(onward, seconds)))
    count = len(leavers.said(shop, Filters(), gone, still_open=False).comments)
    app.page.get_by_text(
        counted(language, "Read {count} comment", "Read {count} comments", count)
    ).click()
    app.page.get_by_test_id("stExpander").locator(".stMarkdownColoredBackground").first.wait_for()

    # One channel and three stages, here and on the next page; then everything again.
    app.filter(0, "Instagram").filter(1, *stages[:3])
    narrow = Filters(channels=("Instagram",), stages=tuple(stages[:3]))
    entered = int(funnel.funnel(shop, narrow, asked)["people"].iloc[0])
    assert app.figures()[said(language, "Enter the funnel")] == told(lambda: i18n.number(entered))
    sentence = app.filter_sentence()
    assert all(name in sentence for name in ("Instagram", *stages[:3]))
    assert app.follow("heatmap").filter_sentence() == sentence
    assert app.follow("funnel").filter_sentence() == sentence
    app.click(said(language, "Clear filters"))
    assert app.filter_sentence() == ""
    assert "channel=" not in app.page.url

    # October against the month before it.
    app.since(OCTOBER[language])
    app.act(app.page.get_by_role("radio", name=said(language, "Compare"), exact=True).click)
    october = Filters(since=dt.date(2026, 10, 1))
    before = compared.period_before(october, catalogue.period(shop))
    assert before is not None
    now, then = (funnel.funnel(shop, one, asked) for one in (october, before))
    shares = told(lambda: " ".join(i18n.percent(one["share"].iloc[-1], 1) for one in (now, then)))
    mark = next(one for one in app.marks(1) if one.startswith(shares.split(" ")[0]))
    assert shares.split(" ")[1] in mark

    # The very view, on another device.
    _button(app, language, "Copy link")
    other = visit(language).open(app.page.url.removeprefix(app.address))
    assert other.figures() == app.figures()
    assert other.marks(1) == app.marks(1)
    assert other.filter_sentence() == app.filter_sentence() != ""

    # Slides of this page, then the story on the wall.
    finding = told(lambda: funnel.finding(words.shown(now)))
    _button(app, language, "This page as a report")
    with app.page.expect_download() as taken:
        app.page.get_by_role("button", name="PowerPoint").click()
    written = _written(taken.value.path())
    assert finding in written
    assert said(language, "Funnel") in written
    assert app.filter_sentence().rstrip(".") in written

    app.follow("present")
    for _ in range(3):
        app.act(lambda: app.page.keyboard.press("PageDown"))
    _reads(app, finding)
