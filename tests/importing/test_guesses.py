"""Tables of no known tool: items of an order and several dates in a row, where the values bear it out."""

import pytest

from tests.importing.conftest import Write, ask, one_table
from touchpoints.cli import accept
from touchpoints.importing import load, mapping
from touchpoints.importing.load import Report
from touchpoints.workspaces import Workspace


def loaded(shop: Workspace, write: Write, *lines: str) -> Report:
    table = one_table(write(*lines))
    return load.load(shop.folder, [accept(table, mapping.propose(table), None)])[0]


def events(shop: Workspace) -> list[tuple[object, ...]]:
    return ask(
        shop,
        "select occurred_at::varchar, touchpoint, stage, value from events order by occurred_at",
    )


def balance(report: Report) -> tuple[int, int, int, int]:
    return report.rows_read, report.rows_loaded, report.rows_refused, report.rows_left_out


@pytest.mark.parametrize("repeated", [True, False])
def test_items_of_an_order_are_one_purchase_with_its_total_once(
    repeated: bool, write: Write, shop: Workspace
) -> None:
    below = "12/09/2026;ana@example.com;160,00" if repeated else ";;"

    report = loaded(
        shop,
        write,
        "Número do pedido;Data;Cliente;Valor total;Produto;Quantidade",
        "101;12/09/2026;ana@example.com;160,00;Caneca;2",
        f"101;{below};Prato;1",
        "102;25/09/2026;bia@example.com;79,90;Tigela;1",
    )

    assert balance(report) == (3, 2, 0, 1)
    assert report.recognised_as is None
    assert events(shop) == [
        ("2026-09-12 00:00:00", "Número do pedido", "purchase", 160.0),
        ("2026-09-25 00:00:00", "Número do pedido", "purchase", 79.9),
    ]


def test_items_with_values_of_their_own_stay_events_of_their_own(
    write: Write, shop: Workspace
) -> None:
    report = loaded(
        shop,
        write,
        "order_id,created_at,customer_id,amount,product",
        "1,2026-09-12 10:00,c1,50,Mug",
        "1,2026-09-12 10:00,c1,110,Plate",
        "2,2026-09-13 10:00,c2,80,Bowl",
    )

    assert balance(report) == (3, 3, 0, 0)
    assert sum(value for *_, value in events(shop) if isinstance(value, float)) == 240.0


def test_steps_of_an_order_are_no_items_of_it(write: Write, shop: Workspace) -> None:
    report = loaded(
        shop,
        write,
        "order_id,timestamp,customer_id,event,sku",
        "1,2026-09-12 10:00,c1,add_to_cart,A",
        "1,2026-09-12 10:05,c1,purchase,B",
        "2,2026-09-13 10:00,c2,purchase,A",
    )

    assert balance(report) == (3, 3, 0, 0)


def test_each_date_of_a_row_is_an_event_named_after_its_column(
    write: Write, shop: Workspace
) -> None:
    report = loaded(
        shop,
        write,
        "Cliente;Canal;Data do pedido;Data da entrega;Data prevista;Valor total",
        "c1;site;10/09/2026;12/09/2026;11/09/2026;160,00",
        "c2;loja;25/09/2026;;27/09/2026;79,90",
    )

    assert balance(report) == (2, 2, 0, 0)
    assert events(shop) == [
        ("2026-09-10 00:00:00", "Data do pedido", "purchase", 160.0),
        ("2026-09-12 00:00:00", "Data da entrega", "service", None),
        ("2026-09-25 00:00:00", "Data do pedido", "purchase", 79.9),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "customer_id,created_at,updated_at,event",
        "customer_id,event,visited_at,paid_at",
        "customer_id,date,birth_date,channel",
        "customer_id,start_date,end_date,channel",
    ],
)
def test_plans_records_and_named_events_do_not_unfold(header: str, write: Write) -> None:
    cells = {"customer_id": "c{}", "event": "visit", "channel": "site"}
    rows = [
        ",".join(cells.get(name, f"2026-09-1{i}").format(i) for name in header.split(","))
        for i in range(4)
    ]

    proposal = mapping.propose(one_table(write(header, *rows)))

    assert (proposal.kind, proposal.mapping.moments) == ("events", ())


def test_a_date_chosen_by_hand_is_the_one_event_of_its_row(write: Write) -> None:
    table = one_table(
        write("customer_id,ordered_at,delivered_at", "c1,2026-09-10,2026-09-12", "c2,2026-09-25,")
    )
    proposal = mapping.propose(table)

    after = mapping.with_columns(table, proposal, {"occurred_at": "delivered_at"})

    assert [each.column for each in proposal.mapping.moments] == ["ordered_at", "delivered_at"]
    assert (after.mapping.moments, after.mapping.columns["occurred_at"]) == ((), "delivered_at")
