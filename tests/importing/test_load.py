"""Rows into a workspace: what is loaded, what is refused and why, all or nothing."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.importing.conftest import Write, ask, one_table, snapshot_of
from touchpoints import workspaces
from touchpoints.errors import AnswerNeeded, FileRefused
from touchpoints.exports import tables
from touchpoints.importing import load, mapping
from touchpoints.importing.load import Accepted
from touchpoints.model import ColumnMapping
from touchpoints.ui import imports
from touchpoints.workspaces import Workspace


def accepted(path: Path) -> Accepted:
    table = one_table(path)
    return Accepted(table, mapping.propose(table).mapping)


def test_events_become_rows_with_unknown_where_nothing_is_said(
    write: Write, shop: Workspace
) -> None:
    path = write(
        "cliente;data;canal;evento;valor",
        "00123;2026-01-20 10:00;loja;compra;R$ 1.234,56",
        "c2;2026-01-21 11:30;;visita;",
        "c2;2026-01-22 12:00;-;;R$ 5,00",
    )

    reports = load.load(shop.folder, [accepted(path)])

    assert [(r.rows_read, r.rows_loaded, r.rows_refused, r.import_no) for r in reports] == [
        (3, 3, 0, 1)
    ]
    assert ask(
        shop, "select occurred_at, channel, touchpoint, stage, value from events order by 1"
    ) == [
        (dt.datetime(2026, 1, 20, 10), "loja", "compra", "(unknown)", 1234.56),
        (dt.datetime(2026, 1, 21, 11, 30), "(unknown)", "visita", "(unknown)", None),
        (dt.datetime(2026, 1, 22, 12), "(unknown)", "(unknown)", "(unknown)", 5.0),
    ]


def test_a_row_without_person_or_date_is_refused_with_its_row_and_reason(
    write: Write, shop: Workspace
) -> None:
    path = write(
        "cliente,data,evento",
        "c1,2026-01-20,a",
        ",2026-01-21,b",
        "c2,,c",
        "c3,tomorrow,d",
        "null,2026-01-22,e",
    )

    report = load.load(shop.folder, [accepted(path)])[0]

    assert (report.rows_read, report.rows_loaded, report.rows_refused) == (5, 1, 4)
    assert [(p.row, p.column, p.reason) for p in report.problems] == [
        (3, "cliente", "The person is empty."),
        (4, "data", "The date is empty."),
        (5, "data", "The date cannot be read."),
        (6, "cliente", "The person is empty."),
    ]
    assert ask(shop, "select file_row, column_name, cells[:3] from refused_rows order by 1") == [
        (3, "cliente", [None, "2026-01-21", "b"]),
        (4, "data", ["c2", None, "c"]),
        (5, "data", ["c3", "tomorrow", "d"]),
        (6, "cliente", ["null", "2026-01-22", "e"]),
    ]


def test_refused_rows_are_kept_with_every_cell_and_harmless_once_downloaded(
    write: Write, shop: Workspace
) -> None:
    path = write("cliente,data,evento", "c1,2026-01-20,a", '"=cmd()",,"@x"', "-1,,+2")

    report = load.load(shop.folder, [accepted(path)])[0]

    assert report.import_no is not None
    table = imports.refused_table(workspaces.at(shop.folder), report.import_no)
    assert tables.csv(table).decode("utf-8-sig").splitlines() == [
        "row in the file,column,reason,1,2,3,4",  # the last holds what stands beyond the header
        "3,data,The date is empty.,'=cmd(),,'@x,",
        "4,data,The date is empty.,'-1,,'+2,",
    ]


def test_ids_that_read_as_numbers_or_missing_stay_apart(write: Write, shop: Workspace) -> None:
    ids = [
        "7",
        "007",
        "NA",
        "INF",
        "NIL",
        "1e3",
        "12345678901234567890",
        "12345678901234567891",
        "0",
    ]
    path = write("id,date", *(f"{each},2026-01-20" for each in ids))

    load.load(shop.folder, [accepted(path)])

    assert ask(shop, "select count(distinct person_no) from events") == [(len(ids),)]


def test_stages_follow_from_touchpoints_and_stand_in_the_order_of_the_journey(
    write: Write, shop: Workspace
) -> None:
    table = one_table(
        write(
            "id,date,event", "c1,2026-01-20,checkout", "c1,2026-01-21,anuncio", "c1,2026-01-22,xyz"
        )
    )
    columns = mapping.propose(table).mapping
    told = mapping.propose_stages(mapping.touchpoints(table, columns))

    load.load(shop.folder, [Accepted(table, replace(columns, stage_of_touchpoint=told))])

    assert ask(shop, "select touchpoint, stage from events order by occurred_at") == [
        ("checkout", "purchase"),
        ("anuncio", "awareness"),
        ("xyz", "(unknown)"),
    ]
    assert [stage for (stage,) in ask(shop, "select stage from stages order by position")] == [
        "awareness",
        "purchase",
        "(unknown)",
    ]


def test_every_question_answered_is_an_answer_and_the_comment_goes_with_the_first(
    write: Write, shop: Workspace
) -> None:
    path = write(
        "Respondent ID;Date;NPS;How satisfied are you with the store?;Comments",
        "r1;2026-01-20;9;5;I loved everything about the store",
        "r2;2026-01-21;;4;The queue was awful and far too long",
        "r3;2026-01-22;3;;",
        "r4;2026-01-23;;;Nobody answered any of my messages",
        "r5;2026-01-24;;;",
        "r6;2026-01-25;11;6;",
        "r7;2026-01-26;12;2;",
        *["r8;2026-01-27;10;1;"] * 60,
    )

    report = load.load(shop.folder, [accepted(path)])[0]

    assert (report.rows_read, report.rows_loaded, report.rows_refused) == (67, 65, 2)
    assert ask(
        shop,
        "select respondent_row, measure, low, high, score, comment is not null, label is not null"
        " from survey_answers where respondent_row < 9 order by answer_no",
    ) == [
        (2, "nps", 0, 10, 9, True, True),
        (2, "csat", 1, 5, 5, False, False),
        (3, "csat", 1, 5, 4, True, True),
        (4, "nps", 0, 10, 3, False, False),
        (5, "comment", None, None, None, True, True),
        (8, "csat", 1, 5, 2, False, False),
    ]
    assert [(p.row, p.column, p.reason) for p in report.problems] == [
        (6, "", "Nothing was answered."),
        (7, "How satisfied are you with the store?", "The score is outside its scale."),
        (7, "NPS", "The score is outside its scale."),
        (8, "NPS", "The score is outside its scale."),
    ]


def test_answers_need_neither_person_nor_date(write: Write, shop: Workspace) -> None:
    path = write(
        "Nota;Comentário", "5;Adorei a loja e o atendimento", "1;Péssimo, nunca mais volto aqui"
    )

    report = load.load(shop.folder, [accepted(path)])[0]

    assert report.rows_loaded == 2
    assert ask(
        shop,
        "select respondent_row, person_no, answered_at, score, language from answers order by 1",
    ) == [
        (2, None, None, 5.0, "pt"),
        (3, None, None, 1.0, "pt"),
    ]


def test_several_files_are_loaded_together_or_not_at_all(write: Write, shop: Workspace) -> None:
    good = accepted(write("id,date,event", "c1,2026-01-20,a", "c2,2026-01-21,b", name="good.csv"))
    bad = accepted(write("id,date,event", "c1,13/13/2026,a", "c2,40/40/2026,b", name="bad.csv"))
    bad = replace(bad, mapping=ColumnMapping("events", {"person": "id", "occurred_at": "date"}))
    before = snapshot_of(shop.folder)

    with pytest.raises(FileRefused, match=r"No date in the column “date” of bad\.csv can be read"):
        load.load(shop.folder, [good, bad])

    assert snapshot_of(shop.folder) == before


def test_ambiguous_dates_are_asked_for_and_loaded_as_answered(
    write: Write, shop: Workspace
) -> None:
    asked = accepted(write("id,date,event", "c1,01/02/2026,a", "c2,03/04/2026,b"))
    before = snapshot_of(shop.folder)

    with pytest.raises(AnswerNeeded, match=r"01/02/2026.*03/04/2026"):
        load.load(shop.folder, [asked])

    assert snapshot_of(shop.folder) == before
    answered = replace(asked, mapping=replace(asked.mapping, date_order="mdy"))
    load.load(shop.folder, [answered])
    assert ask(shop, "select occurred_at from events order by 1") == [
        (dt.datetime(2026, 1, 2),),
        (dt.datetime(2026, 3, 4),),
    ]


def test_a_second_import_is_added_to_the_first(write: Write, shop: Workspace) -> None:
    first = accepted(write("id,date,event", "c1,2026-01-20,a", "c2,2026-01-21,b", name="one.csv"))
    second = accepted(write("id,date,event", "c1,2026-02-20,c", name="two.csv"))

    load.load(shop.folder, [first])
    load.load(shop.folder, [second])

    assert ask(shop, "select count(*), count(distinct person_no) from events") == [(3, 2)]
    assert ask(shop, "select import_no, file, rows_loaded from imports order by 1") == [
        (1, "one.csv", 2),
        (2, "two.csv", 1),
    ]


def test_a_preview_tells_what_loading_would_do(write: Write, shop: Workspace) -> None:
    each = accepted(write("id,date,event", "c1,2026-01-20,a", "c2,,b", "c3,2026-01-22,c"))

    preview = load.check(each)
    loaded = load.load(shop.folder, [each])[0]

    assert replace(preview, import_no=1) == loaded
    assert preview.first_rows[0]["instant"] == dt.datetime(2026, 1, 20)


def test_text_of_a_file_never_becomes_sql(write: Write, shop: Workspace) -> None:
    name = 'x"; drop table events; --'
    table = one_table(
        write(
            f"id|date|{name.replace('|', '')}",
            "c'1|2026-01-20|'); drop table events; --",
            "c2|2026-01-21|$secret",
        )
    )
    columns = {"person": "id", "occurred_at": "date", "touchpoint": table.columns[2]}

    load.load(shop.folder, [Accepted(table, ColumnMapping("events", columns))])

    assert ask(shop, "select touchpoint from events order by occurred_at") == [
        ("'); drop table events; --",),
        ("$secret",),
    ]
