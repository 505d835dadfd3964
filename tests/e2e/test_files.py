"""Files of every kind through the upload box, to the figures on the pages."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import uploads
from tests.e2e.conftest import Visit
from tests.e2e.driver import App
from tests.e2e.said import said
from touchpoints import i18n
from touchpoints.workspaces import all_in

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LANGUAGES = list(i18n.LANGUAGES)


def own(folder: Path) -> set[str]:
    """The workspaces of visitors, the demo's left aside."""
    return {one.identifier for one in all_in(folder) if not one.identifier.startswith("demo")}


def alerts(app: App) -> list[str]:
    """What the page warns of, one text for each."""
    return [one.inner_text() for one in app.page.get_by_test_id("stAlert").all()]


def test_dates_that_read_two_ways_are_asked_before_anything_is_loaded(
    visit: Visit, tmp_path: Path, workspaces_folder: Path
) -> None:
    rows = [f"c{n},{n:02d}/{n + 1:02d}/2026,visit,web" for n in range(1, 11)]
    text = "\n".join(["customer_id,date,event,channel", *rows])
    before = own(workspaces_folder)
    app = visit("en").open("/")
    app.upload(uploads.csv(tmp_path, "visits.csv", text))

    button = app.page.get_by_test_id("stBaseButton-primary").last
    assert button.is_disabled()
    assert said("en", "Say how the dates are written.") in alerts(app)[-1]
    assert own(workspaces_folder) == before

    choice = said("en", "month first: month/day/year")
    app.act(lambda: app.page.get_by_test_id("stRadio").get_by_text(choice).click())
    app.load()

    assert app.figures()["Events"] == "10"
    # 01/02/2026 is the 2nd of January; 10/11/2026 the 11th of October.
    assert "Jan 2, 2026" in app.text()
    assert "Oct 11, 2026" in app.text()
    assert len(own(workspaces_folder) - before) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_files_are_refused_in_a_clear_sentence_and_change_nothing(
    visit: Visit, tmp_path: Path, workspaces_folder: Path, language: str
) -> None:
    weeks = "\n".join(f"c{n % 9},week {n},visit,web" for n in range(1, 40))
    refused = {
        uploads.csv(tmp_path, "empty.csv", ""): (
            "{file} is empty. Export it again and send the new file."
        ),
        uploads.csv(tmp_path, "header.csv", "customer_id,date,event\n"): (
            "{file} has a header but no rows. Export it again with its data."
        ),
        uploads.picture(tmp_path, "picture.csv"): (
            "{file} is a {kind} file, not a table. Send the export as CSV or XLSX."
        ),
        uploads.truncated_xlsx(tmp_path, "half.xlsx"): (
            "{file} is damaged or was not saved completely. Export it again."
        ),
        uploads.protected_xlsx(tmp_path, "secret.xlsx"): (
            "{file} is protected with a password. Save it without the password and send it again."
        ),
    }
    before = own(workspaces_folder)
    app = visit(language).open("/")

    app.upload(*refused)

    told = alerts(app)
    assert len(told) == len(refused)
    for file, sentence in refused.items():
        assert any(said(language, sentence, file=file.name, kind="PNG") in one for one in told), (
            file.name
        )

    app.open("/").upload(
        uploads.csv(tmp_path, "weeks.csv", f"customer_id,date,event,channel\n{weeks}")
    )
    unreadable = said(
        language,
        "No date in the column “{column}” of {file} can be read. Choose another column, "
        "or write the dates as 2026-12-31.",
        column="date",
        file="weeks.csv",
    )
    assert unreadable in alerts(app)[-1]
    assert app.page.get_by_test_id("stBaseButton-primary").last.is_disabled()
    assert own(workspaces_folder) == before


def test_real_events_give_the_funnel_that_others_counted(visit: Visit) -> None:
    expected = _expected("ev-rete-ecom-channels")
    app = visit("en").open("/").upload(SHARED / "ev-rete-ecom-channels" / "ecom.csv")
    app.load()

    figures = app.figures()
    assert figures["Events"] == i18n.number(expected["rows"])
    assert figures["People"] == i18n.number(expected["distinct_customers"])

    workspace = app.page.url.partition("w=")[2][:32]
    for funnel in expected["funnels"]:
        steps = "&".join(f"touchpoint={step}" for step in funnel["steps"])
        for within, window in (("none", "unlimited"), ("7d", "7d")):
            app.open(f"/funnel?w={workspace}&over=touchpoint&within={within}&{steps}")
            people = [mark for mark in app.marks() if mark.endswith(" people")]
            counts = funnel[window]["same_time_allowed"]
            assert people == [f"{i18n.number(count)} people" for count in counts]

    app.follow("heatmap")
    peak = expected["time"]["heatmap_peak"]["events"]
    assert i18n.number(peak) in app.marks(1)


def test_real_reviews_give_the_satisfaction_that_others_counted(visit: Visit) -> None:
    expected = _expected("rv-b2w-10k")
    app = visit("en").open("/").upload(SHARED / "rv-b2w-10k" / "b2w-10k.csv")
    app.load().follow("feedback")

    assert app.figures()["CSAT"] == i18n.percent(expected["rating"]["csat_top2_pct"] / 100)
    for count in expected["rating"]["counts"].values():
        assert any(i18n.number(count) in mark for mark in app.marks())


def _expected(case: str) -> dict[str, Any]:
    file = SHARED / case / "expected.json"
    if not file.exists():
        pytest.skip("the collection of real files is not on this machine")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["expected"]
    return found
