"""Write the events and answers of the demo shop and of the sectors, in three languages, from one seed each.

    python data/demo/generate.py           writes pt/, es/ and en/ beside this file and in packs/SECTOR/
    python data/demo/generate.py --check   exits 1 if a file differs from what would be written

Only the standard library is used, and of `random` only `Random.random()`: no logarithm, no set order
and no hash decides anything, so that every platform writes the same text. README.md tells the story.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.demo import comments, journeys, replies, sector, shop, survey, visits, wording
from data.demo.wording import Words

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` name those that differ; returns the exit code."""
    texts = rendered()
    if arguments == ["--check"]:
        stale = [path for path, text in texts.items() if stored(path) != text]
        for path in stale:
            print(f"differs from its generator: {path.relative_to(HERE)}")
        return 1 if stale else 0
    if arguments:
        print(__doc__)
        return 2
    for path, text in texts.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    return 0


def rendered() -> dict[Path, str]:
    """The text of every file by its path."""
    events = journeys.events()
    answers = survey.answers(events)
    events = replies.with_replies(events)
    texts = _business(HERE, wording.SHOP, events, answers, shop.SEED, [HERE / "phrases"])
    for name in sector.SECTORS:
        told = sector.sector(name)
        events = visits.events(told)
        answers = visits.answers(told, events)
        folder = sector.PACKS / name
        phrases = [sector.PACKS / "common", folder]
        texts |= _business(folder, told.words, events, answers, told.seed, phrases)
    return texts


def _business(
    folder: Path,
    words: Words,
    events: list[journeys.Event],
    answers: list[survey.Answer],
    seed: int,
    phrases: list[Path],
) -> dict[Path, str]:
    texts: dict[Path, str] = {}
    for language in wording.LANGUAGES:
        written = comments.written(answers, language, seed, phrases)
        texts[folder / language / "events.csv.gz"] = events_text(events, words, language)
        texts[folder / language / "answers.csv.gz"] = answers_text(
            answers, written, words, language
        )
    return texts


def stored(path: Path) -> str | None:
    """The decompressed text on disk; None if there is no such file."""
    if not path.exists():
        return None
    return gzip.decompress(path.read_bytes()).decode("utf-8")


def events_text(events: list[journeys.Event], words: Words, language: str) -> str:
    """One row per event, in the order of time."""
    moment, money = MOMENTS[language], MONEY[language]
    rows = [
        [
            event.person,
            moment(shop.START + timedelta(seconds=event.second)),
            *named(event.channel, event.touchpoint, words, language),
            "" if event.cents is None else money(event.cents),
        ]
        for event in events
    ]
    return table(words.event_headers[language], rows, language)


def answers_text(
    answers: list[survey.Answer], written: list[str], words: Words, language: str
) -> str:
    """One row per respondent, in the order of time."""
    moment = MOMENTS[language]
    rows = [
        [
            answer.person,
            moment(shop.START + timedelta(seconds=answer.second)),
            *named(answer.channel, answer.touchpoint, words, language),
            str(answer.nps),
            str(answer.csat),
            *([] if answer.ease is None else [str(answer.ease)]),
            comment,
        ]
        for answer, comment in zip(answers, written, strict=True)
    ]
    return table(words.answer_headers[language], rows, language)


def named(channel: str, touchpoint: str, words: Words, language: str) -> list[str]:
    """The channel, the touchpoint and its stage as this language calls them."""
    return [
        words.channels[channel][language],
        words.touchpoints[touchpoint][language],
        words.stages[words.stage_of[touchpoint]][language],
    ]


def table(header: list[str], rows: list[list[str]], language: str) -> str:
    """A CSV text in the dialect that a spreadsheet of this language writes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=wording.DELIMITERS[language], lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def day_first(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y %H:%M:%S")


def year_first(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def with_comma(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def with_point(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


MOMENTS: dict[str, Callable[[datetime], str]] = {
    "pt": day_first,
    "es": day_first,
    "en": year_first,
}
MONEY: dict[str, Callable[[int], str]] = {"pt": with_comma, "es": with_comma, "en": with_point}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
