"""Chats that WhatsApp exported: who wrote, when, to whom; what was written is not kept."""

import zipfile
from pathlib import Path

import pytest

from tests.importing.conftest import Write, ask, one_table
from touchpoints import asking, workspaces
from touchpoints.cli import accept
from touchpoints.errors import AnswerNeeded
from touchpoints.importing import chats, load, mapping, sniff
from touchpoints.importing.load import Report
from touchpoints.workspaces import Workspace

FILES = Path(__file__).resolve().parents[1] / "files"
R, S = chats.RECEIVED, chats.SENT


def loaded(shop: Workspace, path: Path) -> Report:
    table = one_table(path)
    proposal = mapping.propose(table)
    assert (proposal.kind, proposal.recognised_as) == ("chat", "WhatsApp")
    return load.load(shop.folder, [accept(table, proposal, None)])[0]


def messages(shop: Workspace) -> list[tuple[object, ...]]:
    found = ask(
        shop,
        "select occurred_at::varchar, touchpoint, channel, stage from events"
        " order by occurred_at, event_no",
    )
    assert {row[2:] for row in found} == {("WhatsApp", "service")}
    return [row[:2] for row in found]


def people(shop: Workspace) -> object:
    return ask(shop, "select count(distinct person_no) from events")[0][0]


@pytest.mark.parametrize(
    ("file", "read", "left_out", "persons", "note", "expected"),
    [
        (
            "Conversa do WhatsApp com Maria Souza.txt", 5, 1, 1, chats.BY_NAME,
            [
                ("2026-09-12 09:02:00", R), ("2026-09-12 09:05:00", S), ("2026-09-12 09:07:00", R),
                ("2026-09-13 18:40:00", R),
            ],
        ),
        (
            "whatsapp-pt-ios.txt", 4, 1, 1, chats.BY_FIRST,
            [("2026-09-12 09:02:10", R), ("2026-09-12 09:03:41", S), ("2026-09-13 18:40:05", S)],
        ),
        (
            "Chat de WhatsApp con Maria Souza.txt", 4, 1, 1, chats.BY_NAME,
            [("2026-09-12 10:35:00", S), ("2026-09-12 13:05:00", R), ("2026-09-25 00:10:00", R)],
        ),
        (
            "whatsapp-es-ios.txt", 6, 3, 3, chats.OF_GROUP,
            [("2026-09-12 09:04:41", R), ("2026-09-12 09:05:00", R), ("2026-09-13 18:40:05", R)],
        ),
        (
            "whatsapp-en-android.txt", 4, 1, 1, chats.BY_FIRST,
            [("2026-09-12 21:02:00", R), ("2026-09-13 00:05:00", S), ("2026-09-13 10:40:00", R)],
        ),
        (
            "whatsapp-en-ios.txt", 2, 0, 1, chats.BY_FIRST,
            [("2026-09-12 21:02:10", R), ("2026-09-12 21:05:41", S)],
        ),
    ],
)  # fmt: skip
def test_a_chat_is_read_in_every_language_and_from_every_telephone(
    file: str,
    read: int,
    left_out: int,
    persons: int,
    note: str,
    expected: list[tuple[str, str]],
    shop: Workspace,
) -> None:
    report = loaded(shop, FILES / file)

    assert (report.kind, report.rows_read, report.rows_left_out) == ("chat", read, left_out)
    assert report.rows_loaded == read - left_out
    assert messages(shop) == expected
    assert people(shop) == persons
    assert note in [told.message for told in report.changes]


def test_neither_names_nor_texts_of_a_chat_are_kept(shop: Workspace) -> None:
    loaded(shop, FILES / "Conversa do WhatsApp com Maria Souza.txt")

    newest = workspaces.at(shop.folder)
    with asking.connection_of(str(newest.snapshot)).cursor() as facts:
        tables = [
            name for (name,) in facts.execute("select table_name from duckdb_tables()").fetchall()
        ]
        kept = " ".join(
            str(row)
            for table in tables
            for row in facts.table(table).fetchall()
            if table != "imports"
        )
    assert "Maria" not in kept
    assert "obrigada" not in kept


def test_who_writes_in_most_chats_of_an_archive_is_the_business(tmp_path: Path) -> None:
    path = tmp_path / "chats.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "25/09/2026 09:00 - Loja: Oi, Ana\n25/09/2026 09:01 - Ana: Oi\n")
        archive.writestr("b.txt", "26/09/2026 09:00 - Bia: Oi\n26/09/2026 09:01 - Loja: Oi, Bia\n")

    tables = sniff.read(path)

    assert [[row[1:4] for row in table.preview] for table in tables] == [
        [("Ana", "Loja", S), ("Ana", "Ana", R)],
        [("Bia", "Bia", R), ("Bia", "Loja", S)],
    ]
    assert {note for table in tables for note in table.notes} == {chats.BY_CHATS}


def test_what_somebody_writes_is_no_notice(write: Write) -> None:
    table = one_table(
        write(
            "12/09/2026 09:00 - A: Você adicionou o cupom?",
            "25/09/2026 09:01 - B: Sim, mudou para 10%",
        )
    )

    assert (table.rows, table.left_out) == (2, ())


def test_the_texts_of_a_chat_can_be_asked_for(shop: Workspace) -> None:
    table = one_table(FILES / "Conversa do WhatsApp com Maria Souza.txt")
    proposal = mapping.with_columns(
        table, mapping.propose(table), {"comment": "Message", "person": "Contact"}, "answers"
    )

    load.load(shop.folder, [accept(table, proposal, None)])

    said = ask(shop, "select comment from answers order by answer_no")
    assert said[1] == ("Bom dia, Maria!\nEntregamos sim:\n- até 18:00 na capital",)


def test_time_that_goes_on_tells_the_day_from_the_month_and_the_year(write: Write) -> None:
    table = one_table(
        write("[03-04-26 09:00:00] A: a", "[05-04-26 09:00:00] B: b", "[01-05-26 09:00:00] A: c")
    )

    assert [row[0] for row in table.preview] == [
        "2026-04-03 09:00:00",
        "2026-04-05 09:00:00",
        "2026-05-01 09:00:00",
    ]


def test_a_chat_of_one_day_that_can_be_read_two_ways_is_asked_for(
    write: Write, shop: Workspace
) -> None:
    table = one_table(write("03/04/2026 09:00 - A: a", "03/04/2026 09:01 - B: b"))

    with pytest.raises(AnswerNeeded, match="two ways"):
        load.load(shop.folder, [accept(table, mapping.propose(table), None)])


def test_a_table_that_begins_with_dates_is_no_chat(write: Write) -> None:
    table = one_table(
        write("date,person,event", "12/09/2026 09:02,ana,buy", "13/09/2026 09:02,bia,buy")
    )

    assert (table.container, sniff.read(FILES / "shopify.csv")[0].container) == ("csv", "csv")
