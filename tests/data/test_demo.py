"""The demo shop's files: their size, their dialects, and the story that README.md promises."""

from __future__ import annotations

import csv
import gzip
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import pytest

from touchpoints.importing import names

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data" / "demo"
LANGUAGES = ("pt", "es", "en")
each_language = pytest.mark.parametrize("language", LANGUAGES)

DELIMITER = {"pt": ";", "es": ";", "en": ","}
MOMENT = {"pt": "%d/%m/%Y %H:%M:%S", "es": "%d/%m/%Y %H:%M:%S", "en": "%Y-%m-%d %H:%M:%S"}
MONEY = {"pt": r"\d+,\d\d", "es": r"\d+,\d\d", "en": r"\d+\.\d\d"}
STAGES = {
    "pt": ["Descoberta", "Consideração", "Compra", "Atendimento", "Fidelidade"],
    "es": ["Descubrimiento", "Consideración", "Compra", "Atención", "Fidelización"],
    "en": ["Awareness", "Consideration", "Purchase", "Service", "Loyalty"],
}
EXCHANGE = {"pt": "Troca e devolução", "es": "Cambios y devoluciones", "en": "Exchange and return"}
MONTH = timedelta(days=30)

# Words that only one of the three languages has.
FUNCTION_WORDS = {
    "pt": "não nao uma com muito mais foi meu minha vocês só é pelo sem tudo são bem porém quando já na em loja",
    "es": "el los las una con muy más fue pero hasta también del y lo en mi ya son les nadie es al un bien sin",
    "en": "the and was it my but with very not of to for is you they i that on at in this just nothing be",
}
SHARED = {"no", "a", "as", "la", "do", "con", "i", "in", "lo", "on", "en", "y", "mi"}


class Event(NamedTuple):
    person: str
    moment: datetime
    channel: str
    touchpoint: str
    stage: str
    value: str


class Answer(NamedTuple):
    person: str
    moment: datetime
    channel: str
    touchpoint: str
    stage: str
    nps: int
    csat: int
    comment: str


def rows(language: str, name: str) -> list[list[str]]:
    text = gzip.decompress((DEMO / language / f"{name}.csv.gz").read_bytes()).decode("utf-8")
    return list(csv.reader(text.splitlines(), delimiter=DELIMITER[language], strict=True))


@cache
def events(language: str) -> list[Event]:
    return [
        Event(person, datetime.strptime(moment, MOMENT[language]), *rest)
        for person, moment, *rest in rows(language, "events")[1:]
    ]


@cache
def answers(language: str) -> list[Answer]:
    return [
        Answer(
            person,
            datetime.strptime(moment, MOMENT[language]),
            channel,
            touchpoint,
            stage,
            int(nps),
            int(csat),
            comment,
        )
        for person, moment, channel, touchpoint, stage, nps, csat, comment in rows(
            language, "answers"
        )[1:]
    ]


def test_the_files_are_what_their_generator_writes() -> None:
    run = subprocess.run(
        [sys.executable, DEMO / "generate.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@each_language
def test_the_shop_has_the_size_that_the_start_page_promises(language: str) -> None:
    found = events(language)

    assert 2_900 <= len({event.person for event in found}) <= 3_100
    assert 25_000 <= len(found) <= 26_500
    assert len({event.channel for event in found}) == 8
    assert len({event.touchpoint for event in found}) == 22
    assert {event.stage for event in found} == set(STAGES[language])
    assert 1_150 <= len(answers(language)) <= 1_250


@each_language
def test_a_file_is_small_enough_to_open_without_a_wait(language: str) -> None:
    for name in ("events", "answers"):
        assert (DEMO / language / f"{name}.csv.gz").stat().st_size < 500_000


@each_language
def test_every_row_has_the_columns_of_its_header(language: str) -> None:
    for name, width in (("events", 6), ("answers", 8)):
        assert {len(row) for row in rows(language, name)} == {width}


@each_language
def test_amounts_and_scores_are_in_their_scales(language: str) -> None:
    values = [event.value for event in events(language) if event.value]

    assert all(re.fullmatch(MONEY[language], value) for value in values)
    assert 800 < len(values) < 2_000
    assert {answer.nps for answer in answers(language)} == set(range(11))
    assert {answer.csat for answer in answers(language)} == {1, 2, 3, 4, 5}


@each_language
def test_days_and_months_cannot_be_confused_and_time_ends_on_the_fixed_day(language: str) -> None:
    moments = [event.moment for event in events(language)]

    assert any(moment.day > 12 for moment in moments)
    assert moments == sorted(moments)
    assert moments[0].date().isoformat() == "2026-02-01"
    assert moments[-1].date().isoformat() == "2026-10-31"
    assert max(answer.moment for answer in answers(language)).date().isoformat() <= "2026-10-31"


@each_language
def test_a_touchpoint_belongs_to_one_stage_and_few_channels(language: str) -> None:
    stages, channels = defaultdict(set), defaultdict(set)
    contacts: list[Event | Answer] = [*events(language), *answers(language)]
    for event in contacts:
        stages[event.touchpoint].add(event.stage)
        channels[event.touchpoint].add(event.channel)

    assert all(len(found) == 1 for found in stages.values())
    assert all(1 <= len(found) <= 3 for found in channels.values())


@each_language
def test_an_answer_follows_a_contact_of_that_person(language: str) -> None:
    contacts = defaultdict(list)
    for event in events(language):
        contacts[event.person, event.channel, event.touchpoint].append(event.moment)

    for answer in answers(language):
        before = contacts[answer.person, answer.channel, answer.touchpoint]
        assert any(moment < answer.moment <= moment + MONTH for moment in before)


def test_the_three_languages_tell_of_the_same_people_times_and_scores() -> None:
    def untranslated(language: str) -> list[tuple[object, ...]]:
        amounts = [
            (event.person, event.moment, event.value.replace(",", "."))
            for event in events(language)
        ]
        scores = [
            (answer.person, answer.moment, answer.nps, answer.csat, bool(answer.comment))
            for answer in answers(language)
        ]
        return [*amounts, *scores]

    def sizes(language: str, noun: int) -> list[int]:
        return sorted(Counter(event[noun] for event in events(language)).values())

    assert untranslated("pt") == untranslated("es") == untranslated("en")
    for noun in (2, 3, 4):
        assert sizes("pt", noun) == sizes("es", noun) == sizes("en", noun)


@each_language
def test_journeys_return_and_a_few_people_are_very_busy(language: str) -> None:
    per_person = sorted(Counter(event.person for event in events(language)).values())
    days = defaultdict(set)
    for event in events(language):
        days[event.person].add(event.moment.date())

    assert per_person[len(per_person) // 2] <= 8
    assert per_person[-1] >= 40
    assert sum(len(found) > 1 for found in days.values()) > len(days) / 2


@each_language
def test_mothers_day_is_the_peak_and_winter_is_slow(language: str) -> None:
    weeks = Counter(
        (event.moment.date() - datetime(2026, 2, 1).date()).days // 7 for event in events(language)
    )
    months = Counter(event.moment.month for event in events(language))

    # Week 13 is 3 to 9 May, the one before Mother's Day.
    assert weeks.most_common(1)[0][0] == 13
    assert months[7] < 0.75 * months[5]
    assert months[7] < 0.75 * months[8]


@each_language
def test_the_shop_is_closed_at_night_and_on_sundays_and_the_web_is_not(language: str) -> None:
    store = {"pt": "Compra na loja", "es": "Compra en tienda", "en": "Store purchase"}[language]
    bought = [event.moment for event in events(language) if event.touchpoint == store]
    hours = Counter(event.moment.hour for event in events(language))

    assert {moment.hour for moment in bought} <= set(range(9, 21))
    assert all(moment.isoweekday() != 7 for moment in bought)
    assert hours[12] > 1.3 * hours[10]
    assert hours[20] > 1.3 * hours[16]
    assert hours[3] < 0.1 * hours[20]


def deepest(journey: list[Event], stages: list[str]) -> tuple[int, str, bool]:
    """How far the best attempt within 30 days comes, its first channel, and whether it met WhatsApp."""
    best = (0, "", False)
    for start, first in enumerate(journey):
        if first.stage != stages[0]:
            continue
        reached, waited = 1, False
        for event in journey[start + 1 :]:
            if event.moment - first.moment > MONTH or reached == len(stages):
                break
            reached += event.stage == stages[reached]
            waited |= reached == 2 and event.channel == "WhatsApp"
        best = max(best, (reached, first.channel, waited), key=lambda attempt: attempt[0])
    return best


@cache
def attempts(language: str) -> list[tuple[int, str, bool]]:
    journeys = defaultdict(list)
    for event in events(language):
        journeys[event.person].append(event)
    return [deepest(journey, STAGES[language]) for journey in journeys.values()]


def conversions(found: list[tuple[int, str, bool]]) -> list[float]:
    people = [sum(reached >= step for reached, _, _ in found) for step in range(1, 6)]
    return [after / before for before, after in pairwise(people)]


@each_language
def test_the_weak_step_is_from_consideration_to_purchase(language: str) -> None:
    considering, buying, served, loyal = conversions(attempts(language))

    assert buying < 0.42
    assert all(0.55 < other < 0.95 for other in (considering, served, loyal))


@each_language
def test_the_weak_step_is_weakest_from_instagram_and_on_whatsapp(language: str) -> None:
    found = attempts(language)
    instagram = conversions([attempt for attempt in found if attempt[1] == "Instagram"])[1]
    others = conversions([attempt for attempt in found if attempt[1] != "Instagram"])[1]
    waited = conversions([attempt for attempt in found if attempt[2]])[1]
    unasked = conversions([attempt for attempt in found if not attempt[2]])[1]

    assert instagram < 0.65 * others
    assert waited < 0.65 * unasked


def nps_interval(found: list[Answer]) -> tuple[float, float]:
    size = len(found) + 3
    promoters = (sum(answer.nps >= 9 for answer in found) + 0.75) / size
    detractors = (sum(answer.nps <= 6 for answer in found) + 0.75) / size
    middle = promoters - detractors
    half = 1.96 * sqrt((promoters + detractors - middle**2) / size)
    return 100 * (middle - half), 100 * (middle + half)


def csat_interval(found: list[Answer]) -> tuple[float, float]:
    size, z = len(found), 1.96
    share = sum(answer.csat >= 4 for answer in found) / size
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    return middle - half, middle + half


@each_language
def test_whatsapp_is_the_bad_channel_beyond_doubt(language: str) -> None:
    by_channel = defaultdict(list)
    for answer in answers(language):
        by_channel[answer.channel].append(answer)
    whatsapp = by_channel.pop("WhatsApp")

    for interval in (nps_interval, csat_interval):
        highest = interval(whatsapp)[1]
        everyone_else = [answer for found in by_channel.values() for answer in found]
        assert highest < interval(everyone_else)[0]
        assert all(
            highest < interval(found)[0] for found in by_channel.values() if len(found) >= 30
        )


@each_language
def test_exchange_is_the_touchpoint_that_people_complain_about(language: str) -> None:
    by_touchpoint = defaultdict(list)
    for answer in answers(language):
        by_touchpoint[answer.touchpoint].append(answer)
    exchange = by_touchpoint.pop(EXCHANGE[language])

    def complaints(found: list[Answer]) -> float:
        return sum(answer.nps <= 6 and answer.comment != "" for answer in found) / len(found)

    assert len(exchange) >= 80
    for found in by_touchpoint.values():
        assert csat_interval(exchange)[1] < csat_interval(found)[0]
        assert complaints(exchange) > 1.4 * complaints(found)


REPLIES = {
    "pt": {"Dúvida sobre produto": "Resposta da loja", "Chat de suporte": "Resposta do suporte"},
    "es": {
        "Consulta sobre un producto": "Respuesta de la tienda",
        "Chat de soporte": "Respuesta de soporte",
    },
    "en": {"Product question": "Shop reply", "Support chat": "Support reply"},
}


def waits(language: str) -> dict[str, list[float]]:
    """By channel, the hours from each reply back to the last question of that person there."""
    asked: dict[tuple[str, str, str], datetime] = {}
    found = defaultdict(list)
    for event in events(language):
        if event.touchpoint in REPLIES[language]:
            asked[event.person, event.channel, REPLIES[language][event.touchpoint]] = event.moment
        if event.touchpoint in REPLIES[language].values():
            question = asked.pop((event.person, event.channel, event.touchpoint))
            found[event.channel].append((event.moment - question) / timedelta(hours=1))
    return found


@each_language
def test_every_reply_follows_a_question_and_whatsapp_takes_days(language: str) -> None:
    hours = {channel: sorted(found) for channel, found in waits(language).items()}
    middle = {channel: found[len(found) // 2] for channel, found in hours.items()}

    assert middle.pop("WhatsApp") > 24
    assert len(middle) == 3
    assert max(middle.values()) < 2


@each_language
def test_the_names_of_questions_and_replies_are_recognised(language: str) -> None:
    for question, reply in REPLIES[language].items():
        assert names.heading("directions", question) == "inbound"
        assert names.heading("directions", reply) == "outbound"


@each_language
def test_unhappy_people_rate_the_contact_lower(language: str) -> None:
    found = answers(language)

    assert all(answer.csat >= 3 for answer in found if answer.nps >= 9)
    assert all(answer.csat <= 4 for answer in found if answer.nps <= 6)


@each_language
def test_comments_are_many_and_seldom_the_same(language: str) -> None:
    comments = [answer.comment for answer in answers(language) if answer.comment]
    long_ones = [comment for comment in comments if len(comment) >= 30]

    assert 0.65 < len(comments) / len(answers(language)) < 0.85
    assert len(set(comments)) >= 700
    assert len(set(long_ones)) > 0.95 * len(long_ones)
    assert Counter(comments).most_common(1)[0][1] <= 8
    assert not any("{" in comment or "  " in comment for comment in comments)


@each_language
def test_no_comment_is_in_another_language(language: str) -> None:
    only = {code: set(words.split()) for code, words in FUNCTION_WORDS.items()}
    spoken = 0
    comments = [answer.comment for answer in answers(language) if answer.comment]
    for comment in comments:
        words = set(re.findall(r"[^\W\d_]+", comment.lower()))
        foreign = {code: words & only[code] for code in LANGUAGES if code != language}
        assert not any(foreign.values()), f"{comment!r} has {foreign}"
        spoken += bool(words & only[language])
    assert spoken > 0.7 * len(comments)


@each_language
def test_an_empty_template_has_the_headers_of_the_demo_and_a_few_rows(language: str) -> None:
    for name in ("events", "answers"):
        text = (ROOT / "data" / "templates" / language / f"{name}.csv").read_text(
            encoding="utf-8-sig"
        )
        header, *examples = csv.reader(
            text.splitlines(), delimiter=DELIMITER[language], strict=True
        )

        assert header == rows(language, name)[0]
        assert 3 <= len(examples) <= 5
        assert {len(example) for example in examples} == {len(header)}
        assert all(datetime.strptime(example[1], MOMENT[language]) for example in examples)


def test_the_readme_tells_the_story_that_the_files_hold() -> None:
    readme = " ".join((DEMO / "README.md").read_text(encoding="utf-8").replace("**", "").split())
    found, told = attempts("en"), answers("en")
    people = sum(reached >= 1 for reached, _, _ in found)
    shares = [f"{share:.0%}".replace("%", " %") for share in conversions(found)]
    whatsapp = [answer for answer in told if answer.channel == "WhatsApp"]
    exchange = [answer for answer in told if answer.touchpoint == EXCHANGE["en"]]
    nps = [
        sum((a.nps >= 9) - (a.nps <= 6) for a in whatsapp) / len(whatsapp) * 100,
        *nps_interval(whatsapp),
    ]

    questions = sum(event.touchpoint in REPLIES["en"] for event in events("en"))
    replies = waits("en")
    on_whatsapp = replies.pop("WhatsApp")

    assert f"{questions:,} times somebody asks" in readme
    assert (
        f"{len(on_whatsapp)} replies on WhatsApp, {sum(map(len, replies.values()))} else" in readme
    )
    assert f"{len(events('en')):,} events and {len(told):,} filled-in surveys" in readme
    assert f"{people:,} people enter; {shares[0]} of them come to consider, {shares[1]}" in readme
    assert f"then {shares[2]} are served and {shares[3]} come back" in readme
    assert (
        f"{len(whatsapp)} answers give it NPS {nps[0]:.0f} ({nps[1]:.0f} to {nps[2]:.0f})" in readme
    )
    assert f"from {len(exchange)} answers" in readme
