"""Real exports with answers computed elsewhere; skipped where the files are not at hand."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from touchpoints import asking, workspaces
from touchpoints.cli import main
from touchpoints.importing import sniff

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real files are not at hand")

EVENTS = [
    ("ev-rete-ecom-channels", "ecom.csv"),
    ("ev-rete-ecom-channels", "ecom.csv.gz"),
    ("ev-transactions-minimal", "example_transactions.csv"),
    ("ev-pm-interval", "interval_event_log.csv"),
    ("ev-pm-roadtraffic100", "roadtraffic100traces.csv"),
    ("ev-pm-running-example", "running-example.csv"),
    ("ev-pm-running-example", "running_example_nb.csv"),
    ("ev-pm-running-example", "running_example_broken.csv"),
    ("ev-traffic-fines-parquet", "traffic_fines.parquet"),
    ("ev-patients-seven-formats", "patients.csv"),
    ("ev-patients-seven-formats", "patients.tsv"),
    ("ev-patients-seven-formats", "patients.xlsx"),
    ("ev-patients-seven-formats", "patients.ods"),
    ("ev-patients-seven-formats", "patients.json"),
    ("ev-patients-seven-formats", "patients.ndjson"),
    ("ev-patients-seven-formats", "patients.parquet"),
    ("tk-zendesk-csv", "zendesk_tickets.csv"),
    ("nx-csv-named-xlsx", "zendesk_tickets.xlsx"),
]
ANSWERS = [
    ("rv-b2w-10k", "b2w-10k.csv"),
    ("rv-reclameaqui-ibyte", "RECLAMEAQUI_IBYTE.csv"),
    ("rv-airline-tweets-excel-ids", "Tweets.csv"),
    ("sv-comma-likert-en", "comma-survey.csv"),
    ("sv-weather-dash-missing", "weather-check.csv"),
    ("sv-typeform-osmi2018", "OSMI Mental Health in Tech Survey 2018.csv"),
    ("sv-flying-etiquette", "flying-etiquette.csv"),
    ("sv-surveymonkey-religion-noid", "religion-survey-results.csv"),
    ("sv-surveymonkey-steak", "steak-risk-survey.csv"),
    ("sv-surveymonkey-thanksgiving", "thanksgiving-2015-poll-data.csv"),
    ("sv-qualtrics-3rows-better", "Better_Sample_Survey.csv"),
    ("sv-qualtrics-3rows-text", "Questions_with_Text_Entry_Components.csv"),
]
CHATS = [
    ("nx-whatsapp-txt", "pokemon.txt"),
    ("nx-whatsapp-txt-2", "lorem.txt"),
    ("nx-whatsapp-txt-2", "lorem-2000.txt"),
]
QUESTIONED = [
    ("ev-ocel-list-cells", "example_log.csv"),
]
# What respondents chose: case, a word of the question, where expected.json counts it.
CHOICES = [
    ("sv-flying-etiquette", "travel by plane?", "travel"),
    ("sv-flying-etiquette", "rude to recline your seat on a plane?", "recline_rude"),
    ("sv-flying-etiquette", "unruly children on a plane?", "unruly_children"),
    ("sv-surveymonkey-religion-noid", "What is your present religion, if any?", "religion"),
    ("sv-surveymonkey-religion-noid", "to be an evangelical?", "evangelical"),
    ("sv-surveymonkey-steak", "Lottery A or Lottery B?", "lottery"),
    ("sv-surveymonkey-steak", "steak prepared?", "steak_prepared"),
    ("sv-surveymonkey-thanksgiving", "celebrate Thanksgiving?", "celebrate"),
    ("sv-surveymonkey-thanksgiving", "the main dish at your Thanksgiving dinner?", "main_dish"),
    ("sv-comma-likert-en", "Gender", "gender"),
    ("sv-weather-dash-missing", "check the weather?", "how"),
]
FUNNELS = [
    ("ev-rete-ecom-channels", "ecom.csv"),
    ("ev-patients-seven-formats", "patients.csv"),
    ("ev-pm-interval", "interval_event_log.csv"),
    ("ev-pm-roadtraffic100", "roadtraffic100traces.csv"),
    ("ev-traffic-fines-parquet", "traffic_fines.parquet"),
    ("ev-pm-running-example", "running_example_nb.csv"),
]
# Loaded, though they are about something else: case, rows read, loaded and refused.
LOADED = [
    ("nx-big5", "characters.csv", (382, 382, 0)),
    ("nx-dup-header-xls", "file_1000.xls", (1000, 1000, 0)),
    ("nx-truncated-csv", "ecom_truncated.csv", (5963, 5962, 1)),
]
# What a refusal says, word for word after the name of the file.
TOTALS = "so it cannot feed funnels or feedback. Export the rows behind the totals."
EMPTY = "is empty. Export it again and send the new file."
NO_ROWS = "has a header but no rows. Export it again with its data."
PROTECTED = "is protected with a password. Save it without the password and send it again."
NO_COLUMNS = "tells who did what and when, or what people answered. Choose the columns, or send another export."
DAMAGED = "is damaged or was not saved completely. Export it again."
REFUSED = [
    ("agg-attribution-paths", "Data.csv", TOTALS),
    ("agg-attribution-paths", "data.csv.gz", TOTALS),
    ("nx-cr-title-rows-glb", "mixedGLB.csv", TOTALS),
    ("nx-date1904", "date_1904.xlsx", TOTALS),
    ("nx-delimiters", "simple.psv", TOTALS),
    ("nx-delimiters", "simple.ssv", TOTALS),
    ("nx-delimiters", "example.tsv", TOTALS),
    ("nx-dutch-budget-report", "begrotingsanalyse-2011.csv", TOTALS),
    ("nx-empty-and-header-only", "bank-full.csv", EMPTY),
    ("nx-empty-and-header-only", "null.csv", TOTALS),
    ("nx-empty-and-header-only", "small.csv", NO_ROWS),
    ("nx-empty-and-header-only", "utf8bom.csv", NO_ROWS),
    ("nx-empty-and-header-only", "zendesk_header_only.csv", NO_ROWS),
    ("nx-encrypted-xls", "encrypted_no_password.xls", PROTECTED),
    ("nx-html-table-named-xls", "reporte.xls", TOTALS),
    ("nx-latin1-spanish-thousands", "spanish_chars.csv", TOTALS),
    ("nx-merged-cells", "merged_range.xlsx", NO_COLUMNS),
    ("nx-merged-cells", "merge_cells.xls", NO_COLUMNS),
    ("nx-merged-cells", "merged_cells.ods", NO_COLUMNS),
    ("nx-odd-workbooks", "any_sheets.xlsx", TOTALS),
    ("nx-odd-workbooks", "empty_sheet.xlsx", EMPTY),
    ("nx-odd-workbooks", "errors.xlsx", EMPTY),
    ("nx-odd-workbooks", "header-row.xlsx", TOTALS),
    ("nx-odd-workbooks", "too_small.xls", DAMAGED),
    ("nx-ods-quirks", "multilineods.ods", NO_ROWS),
    ("nx-password-xlsx-ods", "pass_protected.xlsx", PROTECTED),
    ("nx-password-xlsx-ods", "pass_protected.ods", PROTECTED),
    ("nx-sparse-hierarchy", "sparse_with_column_errors.csv", TOTALS),
    ("nx-title-rows-thousands", "excel_pasting.csv", TOTALS),
    ("nx-weird-head-padding", "weird_head_padding.csv", TOTALS),
    ("nx-zip", "simple.zip", TOTALS),
    ("sv-nfl-group-header", "NFL_fandom_data-surveymonkey.csv", TOTALS),
]


def expected(case: str, file: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((REAL / case / "expected.json").read_text())["expected"]
    for part in (told.get("files"), told):
        if isinstance(part, dict) and isinstance(part.get(file), dict):
            return {**told, **part[file]}
    return told


def load(
    case: str, file: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]], duckdb.DuckDBPyConnection]:
    words = ["import", str(REAL / case / file), "--workspace", str(folder), "--json"]
    code = main(words)
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for each in printed:
        print(case, file, each["kind"], each["rows_read"], each["rows_loaded"], sep=" | ")
    snapshot = workspaces.at(folder)
    return code, printed, asking.connection_of(str(snapshot.snapshot)).cursor()


def column(name: str) -> Any:
    return {"(unknown)": ""}.get(name, name)


@pytest.mark.parametrize(("case", "file"), EVENTS)
def test_events_are_loaded_as_they_were_counted_elsewhere(
    case: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected(case, file)

    code, printed, facts = load(case, file, tmp_path / "shop", capsys)

    assert code == 0
    assert [each["kind"] for each in printed] == ["events"]
    assert printed[0]["rows_read"] == printed[0]["rows_loaded"] == told.get("rows", 50)
    found = facts.execute(
        "select min(occurred_at), max(occurred_at), count(distinct person_no) from events"
    ).fetchone()
    assert found is not None
    if "time" in told:
        first, last = (
            dt.datetime.fromisoformat(told["time"][key]).replace(tzinfo=None)
            for key in ("min_as_written", "max_as_written")
        )
        assert found == (first, last, told["distinct_customers"])
    for noun, key in (("touchpoint", "activity"), ("channel", "channel")):
        if f"counts_by_{key}" in told:
            counts = facts.execute(f"select {noun}, count(*) from events group by 1").fetchall()
            assert dict(counts) == told[f"counts_by_{key}"]
    if "by_hour_as_written" in told.get("time", {}):
        hours = facts.execute("select hour, count(*) from events group by 1").fetchall()
        by_hour = told["time"]["by_hour_as_written"]
        assert dict(hours) == {int(hour): n for hour, n in by_hour.items() if n}


@pytest.mark.parametrize(("case", "file"), ANSWERS)
def test_answers_are_loaded_as_they_were_counted_elsewhere(
    case: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected(case, file)

    code, printed, facts = load(case, file, tmp_path / "shop", capsys)

    assert code == 0
    assert [each["kind"] for each in printed] == ["answers"]
    assert printed[0]["rows_read"] == printed[0]["rows_loaded"] == told["rows"]
    found = facts.execute(
        "select min(answered_at), max(answered_at), count(distinct person_no) from"
        " (select answered_at, person_no from answers union select answered_at, person_no from choices)"
    ).fetchone()
    assert found is not None
    if "time" in told:
        first, last = (
            dt.datetime.fromisoformat(told["time"][key])
            for key in ("min_as_written", "max_as_written")
        )
        assert found[:2] == (first, last)
    people = told.get("distinct_customers", told.get("distinct_respondents"))
    if people:
        assert found[2] == people


@pytest.mark.parametrize(("case", "file"), QUESTIONED)
def test_a_file_that_needs_an_answer_asks_for_it(
    case: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["import", str(REAL / case / file), "--workspace", str(tmp_path / "shop")])

    assert code == 2
    assert capsys.readouterr().err.strip().endswith("?")
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize(("case", "file", "says"), REFUSED)
def test_a_file_that_is_no_table_of_people_is_refused_with_one_sentence(
    case: str, file: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["import", str(REAL / case / file), "--workspace", str(tmp_path / "shop")])

    told = capsys.readouterr().err.strip()
    assert code == 3
    assert len(told.splitlines()) == 1
    assert file.split(".")[0] in told
    assert told.endswith(says)
    assert not (tmp_path / "shop").exists()


def test_the_scores_of_ten_thousand_reviews_are_those_counted_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected("rv-b2w-10k", "b2w-10k.csv")

    _, printed, facts = load("rv-b2w-10k", "b2w-10k.csv", tmp_path / "shop", capsys)

    assert printed[0]["mapping"] == {
        "person": "reviewer_id",
        "answered_at": "submission_date",
        "channel": "site_category_lv1",
        "score": "overall_rating",
        "comment": "review_text",
    }
    counts = facts.execute("select score, count(*) from answers group by 1").fetchall()
    assert {str(int(score)): n for score, n in counts} == told["rating"]["counts"]
    top = facts.execute("select avg(case when score >= 4 then 100 else 0 end) from answers")
    assert top.fetchone() == (pytest.approx(told["rating"]["csat_top2_pct"], abs=1e-4),)
    unscored = facts.execute(
        "select count(*) from answers where comment is not null and label is null"
    )
    assert unscored.fetchone() == (0,)


def test_importance_in_words_becomes_a_scale_of_five(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected("sv-comma-likert-en", "comma-survey.csv")["importance_mean_if_mapped_5to1"]

    _, _, facts = load("sv-comma-likert-en", "comma-survey.csv", tmp_path / "shop", capsys)

    counts = facts.execute(
        "select score, count(*) from survey_answers where question like '%proper use of grammar%' group by 1"
    ).fetchall()
    assert {str(int(score)): n for score, n in counts} == told["counts"]


def test_every_real_case_is_tried() -> None:
    tried = {case for case, *_ in (*EVENTS, *ANSWERS, *CHATS, *QUESTIONED, *LOADED, *REFUSED)}
    tried |= {"nx-ods-quirks", "rp-ga4-report-es"}

    assert tried == {folder.parent.name for folder in REAL.glob("*/expected.json")}


@pytest.mark.parametrize(("case", "question", "key"), CHOICES)
def test_choices_are_those_counted_elsewhere(
    case: str, question: str, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next(file for each, file in ANSWERS if each == case)
    told = expected(case, file)[key]

    _, _, facts = load(case, file, tmp_path / "shop", capsys)

    counts = facts.execute(
        "select choice, count(*) from choices where ends_with(question, ?) group by choice",
        [question],
    ).fetchall()
    assert {**dict(counts), **{none: told[none] for none in ("", "-") if none in told}} == told


@pytest.mark.parametrize(("case", "file"), CHATS)
def test_chats_have_the_writers_and_the_times_counted_elsewhere(
    case: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected(case, file)

    code, printed, facts = load(case, file, tmp_path / "shop", capsys)

    assert (code, printed[0]["kind"], printed[0]["recognised_as"]) == (0, "chat", "WhatsApp")
    assert printed[0]["rows_read"] == told["messages"]
    assert printed[0]["rows_loaded"] == told["with_sender"]
    written = facts.execute("select count(*) from events group by person_no").fetchall()
    assert sorted(count for (count,) in written) == sorted(told["senders"].values())
    found = facts.execute("select min(occurred_at), max(occurred_at) from events").fetchone()
    assert found == tuple(
        dt.datetime.fromisoformat(told["time"][key]) for key in ("min_as_written", "max_as_written")
    )


@pytest.mark.parametrize(("case", "file"), FUNNELS)
def test_funnels_are_those_counted_elsewhere(
    case: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected(case, file)["funnels"]
    load(case, file, tmp_path / "shop", capsys)
    capsys.readouterr()

    for funnel in told:
        steps = [word for step in funnel["steps"] for word in ("--step", step)]
        for window, counted in funnel.items():
            if not isinstance(counted, dict):
                continue
            within = [] if window == "unlimited" else ["--within", window]
            words = ["run", "funnel", "--workspace", str(tmp_path / "shop"), "--over", "touchpoint"]

            assert main([*words, *steps, *within, "--json"]) == 0

            found = json.loads(capsys.readouterr().out)
            assert [row["people"] for row in found] == counted["same_time_allowed"], window


@pytest.mark.parametrize(("case", "file", "rows"), LOADED)
def test_an_odd_file_with_dates_and_ids_is_read_whole(
    case: str,
    file: str,
    rows: tuple[int, int, int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = expected(case, file)

    code, printed, facts = load(case, file, tmp_path / "shop", capsys)

    loaded = next(one for one in printed if one["rows_loaded"])
    found = tuple(loaded[each] for each in ("rows_read", "rows_loaded", "rows_refused"))
    assert (code, loaded["kind"], found) == (0, "events", rows)
    assert rows[1] == told.get("complete_rows", told.get("rows"))
    assert facts.execute("select count(*) from events").fetchone() == (rows[1],)
    if "time" in told:
        times = facts.execute("select min(occurred_at), max(occurred_at) from events").fetchone()
        assert times == tuple(
            dt.datetime.fromisoformat(told["time"][key])
            for key in ("min_as_written", "max_as_written")
        )
    if "distinct_Id" in told:
        people = facts.execute("select count(distinct person_no) from events").fetchone()
        assert people == (told["distinct_Id"],)


def test_the_row_that_was_cut_off_is_refused_with_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected("nx-truncated-csv", "ecom_truncated.csv")

    _, printed, _facts = load("nx-truncated-csv", "ecom_truncated.csv", tmp_path / "shop", capsys)

    (problem,) = printed[0]["problems"]
    assert problem["row"] == told["records_incl_header"]
    assert problem["reason"] == "The date cannot be read."


def test_the_near_copy_of_a_sheet_is_left_out_and_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, printed, _facts = load("nx-dup-header-xls", "file_1000.xls", tmp_path / "shop", capsys)

    loaded = {one["sheet"]: (one["rows_read"], one["rows_loaded"]) for one in printed}
    assert loaded == {"Sheet1": (1000, 1000), "Sheet2": (1000, 0)}
    copy = next(one for one in printed if one["sheet"] == "Sheet2")
    assert "The sheet repeats another sheet of its workbook." in copy["changes"]


def test_workbooks_of_1904_have_the_same_dates_as_those_of_1900() -> None:
    told = json.loads((REAL / "nx-date1904" / "expected.json").read_text())["expected"]["date.xlsx"]

    for file in ("date.xlsx", "date_1904.xlsx", "date_1904.xls"):
        (table,) = sniff.read(REAL / "nx-date1904" / file)
        dates = [f"{row[0]} 00:00:00" for row in table.preview[:2]]
        assert dates == told[:2], file


@pytest.mark.parametrize(
    ("case", "file", "rows"),
    [
        ("agg-attribution-paths", "Data.csv", 10000),
        ("nx-cr-title-rows-glb", "mixedGLB.csv", 133),
        ("nx-latin1-spanish-thousands", "spanish_chars.csv", 114),  # and a note of its source
        ("nx-sparse-hierarchy", "sparse_with_column_errors.csv", 2200),
        ("sv-nfl-group-header", "NFL_fandom_data-surveymonkey.csv", 33),
    ],
)
def test_totals_are_read_whole_before_they_are_refused(
    case: str, file: str, rows: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(
        ["import", str(REAL / case / file), "--workspace", str(tmp_path / "shop"), "--json"]
    )

    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (code, {each["kind"] for each in printed}) == (3, {"aggregate"})
    assert sum(each["rows_read"] for each in printed) == rows


def test_each_table_of_a_report_of_google_analytics_is_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = expected("rp-ga4-report-es", "data-export.csv")["blocks"]
    file = REAL / "rp-ga4-report-es" / "data-export.csv"

    assert main(["import", str(file), "--workspace", str(tmp_path / "shop"), "--json"]) == 0

    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["rows_read"] for each in printed] == [b["rows"] for b in told if b["rows"]]
    assert "Google Analytics 4" in {each["recognised_as"] for each in printed}
