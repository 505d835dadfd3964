"""The exports of each tool, written by us in its shape: recognised, and loaded row by row."""

from pathlib import Path

import pytest

from tests.importing.conftest import Write, ask, one_table
from touchpoints.cli import accept
from touchpoints.importing import load, mapping, recognise, sniff
from touchpoints.importing.load import Report
from touchpoints.workspaces import Workspace

FILES = Path(__file__).resolve().parents[1] / "files"

SOURCES = {
    "ga4-en.csv": "Google Analytics 4",
    "ga4-es.csv": "Google Analytics 4",
    "ga4-pt.csv": "Google Analytics 4",
    "google_ads-en.csv": "Google Ads",
    "google_ads-es.csv": "Google Ads",
    "google_ads-pt.csv": "Google Ads",
    "google_forms-en.csv": "Google Forms",
    "google_forms-es.csv": "Google Forms",
    "google_forms-pt.csv": "Google Forms",
    "google_play.csv": "Google Play",
    "hubspot-en.csv": "HubSpot",
    "hubspot-pt.csv": "HubSpot",
    "intercom.csv": "Intercom",
    "mailchimp.csv": "Mailchimp",
    "mercado_libre-es.xlsx": "Mercado Libre",
    "mercado_livre-pt.xlsx": "Mercado Livre",
    "meta-en.csv": "Meta Business Suite",
    "meta-pt.csv": "Meta Business Suite",
    "microsoft_forms-en.xlsx": "Microsoft Forms",
    "microsoft_forms-es.xlsx": "Microsoft Forms",
    "microsoft_forms-pt.xlsx": "Microsoft Forms",
    "nuvemshop-pt.csv": "Nuvemshop",
    "nuvemshop_carts-pt.csv": "Nuvemshop",
    "plausible.csv": "Plausible",
    "qualtrics.csv": "Qualtrics",
    "rd_station-pt.csv": "RD Station",
    "shopify.csv": "Shopify",
    "surveymonkey.csv": "SurveyMonkey",
    "tiendanube-es.csv": "Tiendanube",
    "typeform.csv": "Typeform",
    "zendesk.csv": "Zendesk",
}
TOTALS = ("ga4", "google_ads", "meta", "plausible")


def loaded(shop: Workspace, file: str) -> Report:
    table = sniff.read(FILES / file)[0]
    return load.load(shop.folder, [accept(table, mapping.propose(table), None)])[0]


def events(shop: Workspace) -> list[tuple[object, ...]]:
    return ask(
        shop,
        "select occurred_at::varchar, channel, touchpoint, stage, value from events"
        " order by occurred_at, touchpoint",
    )


def scores(shop: Workspace) -> list[tuple[object, ...]]:
    return ask(
        shop,
        "select respondent_row, answered_at::varchar, question, measure, score from survey_answers"
        " where score is not null order by answer_no",
    )


def comments(shop: Workspace) -> list[tuple[object, ...]]:
    return ask(
        shop,
        "select respondent_row, question, comment from survey_answers"
        " where comment is not null order by answer_no",
    )


def choices(shop: Workspace) -> list[tuple[object, ...]]:
    return ask(shop, "select respondent_row, question, choice from choices order by all")


def rows(report: Report) -> tuple[int, int, int, int]:
    assert report.rows_read == report.rows_loaded + report.rows_refused + report.rows_left_out
    return report.rows_read, report.rows_loaded, report.rows_refused, report.rows_left_out


@pytest.mark.parametrize(("file", "source"), SOURCES.items())
def test_an_export_is_recognised_in_every_language_of_the_tool(file: str, source: str) -> None:
    for table in sniff.read(FILES / file):
        proposal = mapping.propose(table)

        assert proposal.recognised_as == source
        assert proposal.reasons["kind"].sentence() == f"This looks like: {source}"


def test_every_dialect_has_a_sample() -> None:
    sampled = {*SOURCES.values(), "WhatsApp"}
    known = {name for dialect in recognise.dialects() for name in dialect.names.values()}

    assert known == sampled


@pytest.mark.parametrize("file", [file for file in SOURCES if file.startswith(TOTALS)])
def test_reports_without_people_are_totals_and_never_events(file: str, shop: Workspace) -> None:
    table = sniff.read(FILES / file)[0]

    proposal = mapping.propose(table)

    (report,) = load.load(shop.folder, [accept(table, proposal, None)])

    assert (proposal.kind, report.rows_refused) == ("aggregate", 0)
    assert "take no part in funnels" in report.warnings[0].message
    assert ask(shop, "select count(*) from figures") != [(0,)]
    assert ask(shop, "select count(*) from events") == [(0,)]
    assert ask(shop, "select count(*) from people") == [(0,)]


def figures(shop: Workspace, file: str) -> list[tuple[object, ...]]:
    table = sniff.read(FILES / file)[0]
    load.load(shop.folder, [accept(table, mapping.propose(table), None)])
    return ask(
        shop,
        "select since::varchar, until::varchar, channel, item, figure, value from figures limit 3",
    )


def test_a_report_of_google_analytics_keeps_its_period_and_no_totals(shop: Workspace) -> None:
    assert figures(shop, "ga4-en.csv") == [
        ("2026-08-01", "2026-08-31", "Organic Search", None, "Sessions", 1200.0),
        ("2026-08-01", "2026-08-31", "Organic Search", None, "Engaged sessions", 800.0),
        ("2026-08-01", "2026-08-31", "Organic Search", None, "Key events", 30.0),
    ]
    assert ask(shop, "select sum(value) from figures where figure = 'Sessions'") == [(1612.0,)]


def test_a_report_of_days_keeps_each_day(shop: Workspace) -> None:
    assert figures(shop, "plausible.csv")[0] == (
        *("2026-08-01", "2026-08-01", "(unknown)", None, "visitors", 120.0),
    )


def test_campaigns_of_google_ads_are_of_one_channel(shop: Workspace) -> None:
    assert figures(shop, "google_ads-pt.csv")[0][2:] == ("Google Ads", "Brand", "Custo", 310.2)


def test_shopify_gives_one_purchase_an_order_and_the_total_once(shop: Workspace) -> None:
    report = loaded(shop, "shopify.csv")

    assert rows(report) == (4, 2, 0, 2)
    assert report.left_out == {"Another item of the same order.": 2}
    assert events(shop) == [
        ("2026-09-12 10:02:11", "Shopify", "Order", "purchase", 160.0),
        ("2026-09-13 18:40:00", "Shopify", "Order", "purchase", 90.0),
        ("2026-09-14 08:00:00", "Shopify", "Order fulfilled", "service", None),
    ]


def test_nuvemshop_gives_one_purchase_an_order(shop: Workspace) -> None:
    assert rows(loaded(shop, "nuvemshop-pt.csv")) == (3, 2, 0, 1)
    assert events(shop) == [
        ("2026-09-12 10:02:11", "Nuvemshop", "Pedido", "purchase", 160.0),
        ("2026-09-13 18:40:00", "Nuvemshop", "Pedido", "purchase", 79.9),
        ("2026-09-14 08:00:00", "Nuvemshop", "Pedido enviado", "service", None),
    ]


def test_carts_of_nuvemshop_are_abandoned_once(shop: Workspace) -> None:
    assert rows(loaded(shop, "nuvemshop_carts-pt.csv")) == (3, 2, 0, 1)
    assert events(shop) == [
        ("2026-09-12 10:02:11", "Nuvemshop", "Carrinho abandonado", "purchase", 1093.18),
        ("2026-09-25 18:40:00", "Nuvemshop", "Carrinho abandonado", "purchase", 79.9),
    ]


def test_tiendanube_keeps_its_channel_and_its_decimal_comma(shop: Workspace) -> None:
    assert rows(loaded(shop, "tiendanube-es.csv")) == (3, 2, 0, 1)
    assert events(shop) == [
        ("2025-12-20 10:00:00", "Tienda online", "Pedido", "purchase", 16000.5),
        ("2025-12-21 18:40:00", "Punto de venta", "Pedido", "purchase", 900.0),
        ("2025-12-21 19:00:00", "Punto de venta", "Pedido cancelado", "service", None),
        ("2025-12-22 09:00:00", "Tienda online", "Pedido enviado", "service", None),
    ]


def test_a_package_of_mercado_livre_is_one_sale(shop: Workspace) -> None:
    report = loaded(shop, "mercado_livre-pt.xlsx")

    assert (report.header_row, rows(report)) == (6, (5, 3, 0, 2))
    assert events(shop) == [
        ("2026-09-12 10:02:00", "Mercado Livre", "Venda", "purchase", 50.0),
        ("2026-09-13 18:40:00", "Mercado Livre", "Venda", "purchase", 140.0),
        ("2026-09-25 09:00:00", "Mercado Livre", "Venda", "purchase", 50.0),
    ]


def test_a_package_of_mercado_libre_is_one_sale(shop: Workspace) -> None:
    assert rows(loaded(shop, "mercado_libre-es.xlsx")) == (4, 2, 0, 2)
    assert events(shop) == [
        ("2026-09-12 10:02:00", "Mercado Libre", "Venta", "purchase", 15000.5),
        ("2026-09-13 18:40:00", "Mercado Libre", "Venta", "purchase", 900.0),
    ]


def test_each_date_of_a_contact_of_hubspot_is_an_event(shop: Workspace) -> None:
    assert rows(loaded(shop, "hubspot-en.csv")) == (2, 2, 0, 0)
    assert events(shop) == [
        ("2026-07-01 09:00:00", "Organic Search", "Create Date", "awareness", None),
        ("2026-07-03 15:30:00", "Paid Social", "Create Date", "awareness", None),
        ("2026-08-15 12:00:00", "Organic Search", "Became a Customer Date", "purchase", None),
        ("2026-08-20 10:00:00", "Organic Search", "Last Activity Date", "service", None),
    ]


def test_a_last_activity_that_is_the_creation_is_no_event_of_its_own(shop: Workspace) -> None:
    assert rows(loaded(shop, "hubspot-pt.csv")) == (2, 2, 0, 0)
    assert [(when, what) for when, _, what, *_ in events(shop)] == [
        ("2026-07-01 09:00:00", "Data de criação"),
        ("2026-07-03 15:30:00", "Data de criação"),
        ("2026-08-20 10:00:00", "Data da última atividade"),
    ]


def test_conversions_of_rd_station_have_their_own_sources_and_sales_their_value(
    shop: Workspace,
) -> None:
    assert rows(loaded(shop, "rd_station-pt.csv")) == (2, 2, 0, 0)
    assert events(shop) == [
        ("2026-07-01 09:00:00", "Busca Orgânica", "Data da primeira conversão", "awareness", None),
        ("2026-07-03 15:30:00", "Tráfego Pago", "Data da primeira conversão", "awareness", None),
        ("2026-07-20 11:00:00", "Email", "Data da última conversão", "consideration", None),
        ("2026-08-01 10:00:00", "Email", "Data da última venda", "purchase", 1250.0),
    ]


def test_subscribers_of_mailchimp_come_confirm_and_leave(shop: Workspace) -> None:
    assert rows(loaded(shop, "mailchimp.csv")) == (2, 2, 0, 0)
    assert events(shop) == [
        ("2026-07-01 09:00:00", "E-mail", "CONFIRM_TIME", "consideration", None),
        ("2026-07-03 15:30:00", "E-mail", "OPTIN_TIME", "consideration", None),
        ("2026-07-03 15:31:00", "E-mail", "CONFIRM_TIME", "consideration", None),
        ("2026-08-02 10:00:00", "E-mail", "UNSUB_TIME", "loyalty", None),
    ]


def test_tickets_of_zendesk_are_created_and_solved(shop: Workspace) -> None:
    assert rows(loaded(shop, "zendesk.csv")) == (2, 2, 0, 0)
    assert events(shop) == [
        ("2026-09-12 10:02:00", "Mail", "Ticket created", "service", None),
        ("2026-09-13 09:00:00", "Mail", "Ticket solved", "service", None),
        ("2026-09-13 18:40:00", "Web Widget", "Ticket created", "service", None),
    ]


def test_conversations_of_intercom_without_a_rating_are_no_answers(shop: Workspace) -> None:
    assert rows(loaded(shop, "intercom.csv")) == (3, 2, 1, 0)
    assert ask(
        shop, "select channel, touchpoint, stage, score, comment from answers order by answer_no"
    ) == [
        ("Intercom", "Conversation", "service", 5.0, "Solved in five minutes with a smile"),
        ("Intercom", "Conversation", "service", 1.0, "I had to ask three times for my refund"),
    ]


def test_reviews_of_google_play_are_stars_with_texts(shop: Workspace) -> None:
    assert rows(loaded(shop, "google_play.csv")) == (3, 3, 0, 0)
    assert ask(
        shop, "select channel, touchpoint, score, comment from answers order by answer_no"
    ) == [
        ("Google Play", "Review", 5.0, "Muito bom e rápido"),
        ("Google Play", "Review", 1.0, "Se cierra cada vez que abro el carrito"),
        ("Google Play", "Review", 4.0, None),
    ]


def test_google_forms_in_english(shop: Workspace) -> None:
    assert rows(loaded(shop, "google_forms-en.csv")) == (3, 3, 0, 0)
    recommends, satisfied = (
        "How likely are you to recommend us? (0-10)",
        "How satisfied are you with the delivery?",
    )
    assert scores(shop) == [
        (2, "2026-09-12 10:02:11", recommends, "nps", 10.0),
        (2, "2026-09-12 10:02:11", satisfied, "csat", 5.0),
        (3, "2026-09-13 18:40:00", recommends, "nps", 3.0),
        (3, "2026-09-13 18:40:00", satisfied, "csat", 2.0),
        (4, "2026-09-14 09:15:30", recommends, "nps", 8.0),
        (4, "2026-09-14 09:15:30", satisfied, "csat", 4.0),
    ]
    assert [(row, text) for row, _, text in comments(shop)] == [
        (2, "Nothing, the delivery came a day early"),
        (3, "The box arrived open and nobody answered me"),
    ]
    assert choices(shop) == [
        (2, "How did you hear about us?", "Instagram"),
        (3, "How did you hear about us?", "A friend"),
        (4, "How did you hear about us?", "Instagram"),
    ]


def test_google_forms_in_portuguese(shop: Workspace) -> None:
    loaded(shop, "google_forms-pt.csv")

    assert [(row, when, score) for row, when, what, _, score in scores(shop) if what == "NPS"] == [
        (2, "2026-09-12 10:02:11", 10.0),
        (3, "2026-09-13 18:40:00", 3.0),
        (4, "2026-09-14 09:15:30", 8.0),
    ]
    assert [score for *_, what, _, score in scores(shop) if what != "NPS"] == [5.0, 2.0, 4.0]


def test_google_forms_in_spanish(shop: Workspace) -> None:
    loaded(shop, "google_forms-es.csv")

    assert [(row, measure, score) for row, _, _, measure, score in scores(shop)] == [
        (2, "nps", 9.0),
        (3, "nps", 2.0),
        (4, "nps", 7.0),
    ]
    assert [choice for *_, choice in choices(shop)] == ["Tienda", "Sitio web", "Tienda"]


@pytest.mark.parametrize(
    ("file", "question"),
    [
        ("microsoft_forms-pt.xlsx", "Conte o que aconteceu"),
        ("microsoft_forms-es.xlsx", "Cuéntenos qué pasó"),
    ],
)
def test_microsoft_forms_has_effort_and_a_text(file: str, question: str, shop: Workspace) -> None:
    assert rows(loaded(shop, file)) == (2, 2, 0, 0)
    assert [(row, when, measure, score) for row, when, _, measure, score in scores(shop)] == [
        (2, "2026-09-12 10:02:11", "ces", 7.0),
        (3, "2026-09-13 18:40:00", "ces", 2.0),
    ]
    assert [asked for _, asked, _ in comments(shop)] == [question, question]


def test_a_repeated_question_of_microsoft_forms_stays_apart(shop: Workspace) -> None:
    loaded(shop, "microsoft_forms-en.xlsx")

    asked = "How easy was it to solve your problem?"
    assert [(row, what, score) for row, _, what, _, score in scores(shop)] == [
        (2, asked, 7.0),
        (2, f"{asked}2", 6.0),
        (3, asked, 2.0),
        (3, f"{asked}2", 4.0),
    ]


def test_typeform_keeps_choices_and_texts_of_columns_of_one_name(shop: Workspace) -> None:
    assert rows(loaded(shop, "typeform.csv")) == (3, 2, 1, 0)
    assert [(row, what, score) for row, _, what, _, score in scores(shop)] == [
        (2, "How was your visit?", 5.0),
        (3, "How was your visit?", 2.0),
    ]
    assert [text for *_, text in comments(shop)] == [
        "Please open the kitchen on Sundays as well",
        "The queue at the door took an hour",
    ]
    assert choices(shop) == [
        (2, "Which room did you see?", "Kitchen"),
        (3, "Other", "Garden"),
        (3, "Other (2)", "Parking"),
    ]


def test_surveymonkey_joins_its_two_header_rows(shop: Workspace) -> None:
    report = loaded(shop, "surveymonkey.csv")

    assert rows(report) == (3, 2, 1, 0)
    assert {"IP Address", "Email Address", "First Name", "Last Name"} <= set(report.unused_columns)
    assert [(row, when, measure, score) for row, when, _, measure, score in scores(shop)] == [
        (3, "2026-09-12 10:03:00", "nps", 9.0),
        (4, "2026-09-13 18:40:00", "nps", 4.0),
    ]
    used = "Which services did you use?"
    assert choices(shop) == [
        (3, used, "Delivery"),
        (4, used, "Delivery"),
        (4, used, "Pickup"),
        (4, f"{used} - Other (please specify)", "gift wrap"),
    ]


def test_qualtrics_leaves_previews_out_and_asks_in_the_words_of_the_second_row(
    shop: Workspace,
) -> None:
    report = loaded(shop, "qualtrics.csv")

    assert rows(report) == (3, 2, 0, 1)
    assert report.left_out == {"A preview of the survey, not a respondent.": 1}
    asked = "On a scale of 0 to 10, how likely are you to recommend us?"
    assert scores(shop) == [
        (5, "2026-09-12 10:03:02", asked, "nps", 10.0),
        (6, "2026-09-13 18:40:01", asked, "nps", 6.0),
    ]
    assert choices(shop) == [
        (5, "How often do you visit?", "Weekly"),
        (6, "How often do you visit?", "Monthly"),
    ]


def test_columns_said_by_hand_win_over_the_tool() -> None:
    table = sniff.read(FILES / "shopify.csv")[0]
    proposal = mapping.propose(table)

    by_item = mapping.with_columns(table, proposal, {"touchpoint": "Lineitem name"})
    by_payment = mapping.with_columns(table, proposal, {"occurred_at": "Paid at"})

    assert (by_item.mapping.order, by_item.mapping.columns["touchpoint"]) == (None, "Lineitem name")
    assert (by_payment.mapping.moments, by_payment.mapping.order) == ((), "Name")
    assert mapping.propose(table, "answers").kind == "answers"


def test_order_fields_repeated_on_every_item_count_once(write: Write, shop: Workspace) -> None:
    table = one_table(
        write(
            "Número do Pedido;E-mail;Data;Status do Pedido;Status do Pagamento;Status do Envio;Total;"
            "Nome do Produto;Valor do Produto;Quantidade Comprada;Data de pagamento",
            "101;ana@example.com;12/09/2026;Aberto;Pago;Enviado;160,00;Caneca;50,00;2;12/09/2026",
            "101;ana@example.com;12/09/2026;Aberto;Pago;Enviado;160,00;Prato;60,00;1;12/09/2026",
            "102;bia@example.com;25/09/2026;Aberto;Pago;Enviado;79,90;Tigela;79,90;1;25/09/2026",
        )
    )

    report = load.load(shop.folder, [accept(table, mapping.propose(table), None)])[0]

    assert rows(report) == (3, 2, 0, 1)
    assert [(when, value) for when, *_, value in events(shop)] == [
        ("2026-09-12 00:00:00", 160.0),
        ("2026-09-25 00:00:00", 79.9),
    ]


def test_a_date_that_cannot_be_read_costs_only_its_own_event(write: Write, shop: Workspace) -> None:
    table = one_table(
        write(
            "Record ID,First Name,Last Name,Email,Create Date,Last Activity Date",
            "1,Ana,Souza,ana@example.com,2026-07-01,soon",
            "2,Bia,Lima,bia@example.com,never,",
            "3,Caio,Reis,caio@example.com,,",
        )
    )

    report = load.load(shop.folder, [accept(table, mapping.propose(table), None)])[0]

    assert rows(report) == (3, 1, 2, 0)
    assert [(each.row, each.reason) for each in report.problems] == [
        (2, "The date cannot be read."),
        (3, "The date cannot be read."),
        (4, "The date is empty."),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Timestamp,customer_id,event,channel",
        "Name,Email,Total,Created at",
        "user_id,event_name,landing_page,views,timestamp",
        "id,email,name,start_time,purchase",
        "Data,E-mail,Total,Status do Pedido,Canal",
    ],
)
def test_a_table_of_ones_own_is_not_taken_for_a_tools(header: str, write: Write) -> None:
    cells = ",".join(f"x{i}" for i, _ in enumerate(header.split(",")))

    assert recognise.best(one_table(write(header, cells, cells))) is None


@pytest.mark.parametrize(
    ("low", "high"),
    [("★☆☆☆☆", "★★★★★"), ("⭐", "⭐⭐⭐⭐⭐"), ("😡", "😀"), ("1 estrela", "5 estrelas")],
)
def test_stars_and_faces_are_places_on_a_scale(
    low: str, high: str, write: Write, shop: Workspace
) -> None:
    table = one_table(
        write("Carimbo de data/hora,Como foi?", f"12/09/2026,{low}", f"25/09/2026,{high}")
    )

    load.load(shop.folder, [accept(table, mapping.propose(table), None)])

    assert [(measure, score) for *_, measure, score in scores(shop)] == [
        ("csat", 1.0),
        ("csat", 5.0),
    ]
