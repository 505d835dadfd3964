"""Columns to nouns: what is proposed from names and from values, and why."""

import pytest

from tests.importing.conftest import Write, one_table
from touchpoints.importing import mapping
from touchpoints.importing.mapping import Proposal, propose_stages


def proposed(write: Write, *lines: str) -> Proposal:
    return mapping.propose(one_table(write(*lines)))


@pytest.mark.parametrize(
    "header",
    [
        "ID do cliente;Data;Canal de venda;Evento;Etapa;Valor total",
        "ID de cliente;Fecha y hora;Canal;Actividad;Etapa del viaje;Importe",
        "Customer ID;Timestamp;Channel;Event name;Journey stage;Amount",
        "customer_id;occurred_at;channel;touchpoint;stage;value",
    ],
)
def test_names_of_three_languages_tell_the_columns_of_events(header: str, write: Write) -> None:
    proposal = proposed(
        write,
        header,
        "c1;2026-01-20 10:00;loja;visita;compra;10",
        "c2;2026-01-21 10:00;site;compra;compra;20",
        "c1;2026-01-22 10:00;site;compra;compra;20",
    )

    names = header.split(";")
    assert proposal.kind == "events"
    assert dict(proposal.mapping.columns) == dict(
        zip(
            ("person", "occurred_at", "channel", "touchpoint", "stage", "value"), names, strict=True
        )
    )
    assert proposal.reasons["person"].sentence() == f"The name “{names[0]}” says so."


@pytest.mark.parametrize(
    "header",
    [
        "Carimbo de data/hora;De 0 a 10, quanto você nos recomendaria?;Por quê? Comentário",
        "Marca temporal;¿Nos recomendarías a un amigo? (0-10);Comentarios",
        "Timestamp;How likely are you to recommend us?;Comments",
    ],
)
def test_a_form_of_any_of_three_languages_is_a_survey_with_nps(header: str, write: Write) -> None:
    proposal = proposed(
        write,
        header,
        "20/01/2026 10:00:00;9;Gostei muito do atendimento da loja",
        "21/01/2026 10:00:00;3;Demorou demais para chegar em casa",
        "22/01/2026 10:00:00;10;Tudo certo com a minha compra, obrigada",
    )

    when, score, comment = header.split(";")
    assert proposal.kind == "answers"
    assert dict(proposal.mapping.columns) == {
        "answered_at": when,
        "score": score,
        "comment": comment,
    }
    assert [(q.measure, q.low, q.high) for q in proposal.mapping.questions] == [("nps", 0, 10)]


def test_names_of_channels_tell_their_column_whatever_it_is_called(write: Write) -> None:
    proposal = proposed(
        write,
        "Cliente;Data;Por onde;O que aconteceu",
        *["c1;2026-01-20;Zap;pediu orçamento", "c1;2026-01-23;Zap;reclamou"] * 3,
        *["c2;2026-01-21;Instagram;comprou ração", "c1;2026-01-22;Loja física;comprou ração"] * 2,
    )

    assert proposal.mapping.columns["channel"] == "Por onde"
    assert proposal.reasons["channel"].sentence() == "It repeats 3 values, such as “Zap”."


def test_the_customer_is_preferred_to_the_session(write: Write) -> None:
    proposal = proposed(
        write,
        "session_id,user_id,event,timestamp",
        "s1,u1,visit,2026-01-20 10:00",
        "s2,u1,buy,2026-01-21 10:00",
        "s3,u2,visit,2026-01-22 10:00",
    )

    assert proposal.mapping.columns["person"] == "user_id"


def test_a_segment_is_no_stage(write: Write) -> None:
    proposal = proposed(
        write,
        "user_id,event,timestamp,lifecycle_stage",
        "u1,visit,2026-01-20 10:00,new",
        "u1,buy,2026-01-21 10:00,returning",
        "u2,visit,2026-01-22 10:00,loyal",
    )

    assert "stage" not in proposal.mapping.columns


def test_ids_that_a_spreadsheet_destroyed_are_not_people(write: Write) -> None:
    proposal = proposed(
        write,
        "user_id,author,text,created",
        "5.70306E+17,ana,I waited an hour and nobody came to help me,2026-01-20",
        "5.70306E+17,bia,The staff was lovely and the store was clean,2026-01-21",
        "5.70301E+17,caio,Late again and no answer from anyone at all,2026-01-22",
    )

    assert proposal.mapping.columns["person"] == "author"


def test_a_column_that_says_the_same_of_everyone_is_no_person(write: Write) -> None:
    proposal = proposed(
        write,
        "ID,Completion time,Email,How satisfied are you?",
        *(f"{i},2026-01-2{i},anonymous,{i % 5 + 1}" for i in range(1, 9)),
    )

    assert proposal.mapping.columns["person"] == "ID"


def test_yes_and_no_are_not_nps(write: Write) -> None:
    proposal = proposed(
        write,
        "reviewer_id,date,overall_rating,recommend_to_a_friend,review_text",
        "r1,2026-01-20,5,Yes,Ótimo produto chegou antes do prazo e bem embalado",
        "r2,2026-01-21,1,No,Veio quebrado e ninguém responde aos meus contatos",
    )

    assert [(q.column, q.measure, q.high) for q in proposal.mapping.questions] == [
        ("overall_rating", "csat", 5)
    ]


@pytest.mark.parametrize(
    ("question", "scores", "measure", "high"),
    [
        ("How satisfied are you with the store?", ["5", "4", "1"], "csat", 5),
        ("Nota do atendimento", ["7", "6", "2"], "csat", 7),
        ("How easy was it to solve your problem?", ["7", "2", "6"], "ces", 7),
        ("Quanto esforço você fez?", ["5", "2", "3"], "ces", 5),
        ("NPS", ["10", "0", "9"], "nps", 10),
        ("Overall rating", ["10", "8", "7"], "rating", 10),
        ("Satisfaction score", ["87", "92", "40"], "rating", 100),
        ("Satisfação", ["Muito satisfeito", "Insatisfeito", "Neutro"], "csat", 5),
        ("¿Qué tan satisfecho está?", ["Muy satisfecho", "Insatisfecho", "Satisfecho"], "csat", 5),
    ],
)
def test_wording_and_values_tell_what_a_question_measures(
    question: str, scores: list[str], measure: str, high: float, write: Write
) -> None:
    rows = [f"p{i};2026-01-2{i};{score}" for i, score in enumerate(scores)]

    proposal = proposed(write, f"Respondent ID;Date;{question}", *rows)

    assert proposal.kind == "answers"
    assert [(q.measure, q.high) for q in proposal.mapping.questions] == [(measure, high)]


def test_totals_without_people_are_an_aggregate(write: Write) -> None:
    proposal = proposed(
        write, "Channel,Sessions,Revenue", "Organic,100,20.5", "Paid,50,10.1", "Email,7,3.2"
    )

    assert proposal.kind == "aggregate"


def test_events_without_a_column_of_people_say_what_is_missing(write: Write) -> None:
    proposal = proposed(
        write,
        "event_id,timestamp,activity,orders",
        "e1,2026-01-20,create,\"['o1']\"",
        "e2,2026-01-21,pay,\"['o1', 'o2']\"",
        "e3,2026-01-22,create,\"['o2']\"",
    )

    assert (proposal.kind, proposal.missing) == ("events", ("person",))


def test_a_changed_column_asks_again_for_the_order_of_its_dates(write: Write) -> None:
    table = one_table(
        write(
            "id;created;closed;event",
            "c1;2026-01-20;01/02/2026;a",
            "c2;2026-01-21;03/04/2026;b",
            "c1;2026-01-22;05/06/2026;b",
        )
    )
    before = mapping.propose(table)

    after = mapping.with_columns(table, before, {"occurred_at": "closed", "touchpoint": ""})

    assert (before.date_question, after.date_question) == (None, ("01/02/2026", "05/06/2026"))
    assert "touchpoint" not in after.mapping.columns


def test_a_changed_kind_is_proposed_anew_and_a_score_taken_out_takes_its_questions(
    write: Write,
) -> None:
    table = one_table(
        write(
            "Respondent ID;Date;NPS;Comments",
            *(f"r{i};2026-01-2{i};{i};I was here {i} times and liked it" for i in range(5)),
        )
    )
    survey = mapping.propose(table)

    events = mapping.with_columns(table, survey, {}, "events")
    comments = mapping.with_columns(table, survey, {"score": ""})

    assert dict(events.mapping.columns) == {"person": "Respondent ID", "occurred_at": "Date"}
    assert [q.measure for q in survey.mapping.questions] == ["nps"]
    assert comments.mapping.questions == ()
    assert "score" not in comments.mapping.columns


def test_names_of_touchpoints_tell_their_stage_in_three_languages() -> None:
    assert propose_stages(
        [
            "Anúncio Instagram",
            "catálogo",
            "add_to_cart",
            "Carrito",
            "Checkout",
            "Suporte",
            "pós-venda",
            "Pesquisa NPS",
            "viu post",
            "veio na loja",
            "comprou ração",
            "xyz",
        ]
    ) == {
        "Anúncio Instagram": "awareness",
        "catálogo": "consideration",
        "viu post": "awareness",
        "veio na loja": "consideration",
        "comprou ração": "purchase",
        "add_to_cart": "purchase",
        "Carrito": "purchase",
        "Checkout": "purchase",
        "Suporte": "service",
        "pós-venda": "service",
        "Pesquisa NPS": "loyalty",
    }
