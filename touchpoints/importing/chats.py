"""A chat that WhatsApp exported as text, as a table: who wrote to whom and when.

Android writes "12/09/2026 09:02 - Ana: text", an iPhone "[12/09/2026, 09:02:10] Ana: text"; a message
may go on over several lines, and WhatsApp itself writes notices between them.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath

from touchpoints.i18n import N_

NAME = "WhatsApp"
COLUMNS = (N_("Date"), N_("Contact"), N_("Writer"), N_("Message type"), N_("Message"))
RECEIVED, SENT = "message received", "message sent"
NOTICE = N_("A notice by WhatsApp itself, or a line without a writer.")
OF_GROUP = N_(
    "Several people write in this chat: each message is an event of the person who wrote it."
)
BY_NAME = N_("The customer is the contact that the file is named after.")
BY_CHATS = N_("The customer is the one who does not write in most of the chats.")
BY_FIRST = N_(
    "The customer is taken to be the one who wrote first. If not, swap the two message types."
)
_LINES_JUDGED = 40
_MARK = "\u200e"
_MARKS = "\u200e\u200f\u202a\u202b\u202c\ufeff"
_BEGIN = re.compile(
    r"\[?(?P<when>\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?[ap]\.?\s?m\.?)?)(?:\]:?|\s+-)\s+(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_WRITER = re.compile(r"(?P<writer>[^:\n]{1,80}): ?(?P<text>.*)", re.DOTALL)
_NOTICES = re.compile(
    r"criptografia de ponta a ponta|cifrados? de extremo a extremo|end-to-end encrypt"
    r"|criou (o|este) grupo|cre[óo] (el|este) grupo|created (this )?group|adicionou|añadi[óo] a|added you"
    r"|mudou (o nome|para)|cambi[óo] (el|su)|changed (the|their|to)"
    r"|código de segurança|código de seguridad|security code",
    re.IGNORECASE,
)  # fmt: skip
_NAMED = re.compile(
    r"(?:conversa do whatsapp com|chat de whatsapp con|whatsapp chat with"
    r"|whatsapp chat -|conversa do whatsapp -|chat de whatsapp -)\s*(?P<name>.+)",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """One message: the line where it begins, when as written, who wrote, what; no writer in a notice."""

    line: int
    when: str
    writer: str | None
    text: str


@dataclass(frozen=True)
class Chat:
    """The rows of a chat as in COLUMNS, how many notices were dropped, and who is taken for whom."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notices: int
    note: str


def is_chat(source: Path) -> bool:
    """Whether a UTF-8 text is a chat: most of its first lines begin like a message."""
    with source.open(encoding="utf-8") as file:
        lines = [
            line for line in (file.readline(2000) for _ in range(_LINES_JUDGED)) if line.strip()
        ]
    begun = sum(bool(_BEGIN.match(_bare(line))) for line in lines)
    return begun > 1 and begun >= 0.3 * len(lines) and bool(_BEGIN.match(_bare(lines[0])))


def writers(source: Path) -> set[str]:
    """Who writes in the chat of a UTF-8 text."""
    with source.open(encoding="utf-8") as file:
        return {message.writer for message in _messages(file) if message.writer is not None}


def writer_of_most(writers_of_chats: Sequence[set[str]]) -> str | None:
    """Who writes in most of several chats between two, which is the business; None where nobody does."""
    between_two = [each for each in writers_of_chats if len(each) == 2]
    times = Counter(writer for each in between_two for writer in each)
    most = times.most_common(2)
    if not most or most[0][1] < 2 or (len(most) > 1 and most[1][1] == most[0][1]):
        return None
    return most[0][0]


def read(source: Path, name: str, ours: str | None = None) -> Chat:
    """The chat of a UTF-8 text; `name` is the name of the file, which may say the contact's; `ours` is
    the business, where it is known."""
    with source.open(encoding="utf-8") as file:
        messages = list(_messages(file))
    written = [message for message in messages if message.writer is not None]
    names = list(dict.fromkeys(each.writer for each in written if each.writer is not None))
    others = [each for each in names if each != ours]
    if len(names) == 2 and len(others) == 1:
        customer: str | None = others[0]
        note = BY_CHATS
    else:
        customer, note = _customer(names, name)
    rows = []
    moments = in_order([message.when for message in written])
    for message, when in zip(written, moments, strict=True):
        assert message.writer is not None
        side = RECEIVED if customer is None or message.writer == customer else SENT
        contact = message.writer if customer is None else customer
        rows.append((message.line, (when, contact, message.writer, side, message.text)))
    return Chat(tuple(rows), len(messages) - len(written), note)


def _messages(lines: Iterable[str]) -> Iterator[Message]:
    """The messages of a text, each with the lines on which it goes on."""
    begun: tuple[int, re.Match[str], bool] | None = None
    more: list[str] = []
    for number, line in enumerate(lines, start=1):
        found = _BEGIN.match(_bare(line))
        if found is None:
            more.append(line)
            continue
        if begun is not None:
            yield _message(*begun, more)
        begun, more = (number, found, _MARK in line), []
    if begun is not None:
        yield _message(*begun, more)


def _message(line: int, begun: re.Match[str], marked: bool, more: Sequence[str]) -> Message:
    """A message; WhatsApp marks what it writes itself under the name of somebody."""
    when = " ".join(begun["when"].replace(",", " ").split())
    rest = begun["rest"]
    found = _WRITER.match(rest)
    text = "".join([found["text"] if found else rest, *more]).strip()
    is_notice = found is None or bool(marked and _NOTICES.search(text))
    writer = (
        None if found is None or is_notice else _bare(found["writer"]).strip().lstrip("~").strip()
    )
    return Message(line, when, writer, _bare(text))


def _bare(line: str) -> str:
    """A line without the marks of writing direction, its odd blanks made plain."""
    plain = line.translate({ord(mark): None for mark in _MARKS})
    return plain.replace("\u202f", " ").replace("\xa0", " ")


def _customer(names: Sequence[str], name: str) -> tuple[str | None, str]:
    """(who of two is the customer, why); None in a chat of several. `names` as they first wrote."""
    if len(names) > 2:
        return None, OF_GROUP
    for part in reversed(PurePosixPath(name).parts):
        stem = re.sub(r"(\.(txt|zip|gz))+$", "", part, flags=re.IGNORECASE)
        found = _NAMED.search(stem)
        named = found["name"].strip() if found else stem
        for writer in names:
            if writer.casefold() == named.casefold():
                return writer, BY_NAME
    return (names[0] if names else None), BY_FIRST


_PARTS = re.compile(
    r"(\d+)[./-](\d+)[./-](\d+)\s+(\d+)[:.](\d+)(?:[:.](\d+))?\s?([ap])?", re.IGNORECASE
)


def in_order(whens: Sequence[str]) -> list[str]:
    """Moments as 2026-09-12 09:02:10. Messages follow one another, so the order of day, month and year
    is the one under which time goes on; where two orders do as well, the moments stay as written."""
    read = {order: [_moment(when, order) for when in whens] for order in ("dmy", "mdy", "ymd")}
    judged = [
        (sum(later < earlier for earlier, later in pairwise(filled)), filled)
        for moments in read.values()
        if len(filled := [moment for moment in moments if moment is not None]) == len(whens)
    ]
    least = min((back for back, _ in judged), default=0)
    best = [moments for back, moments in judged if back == least]
    if not best or any(moments != best[0] for moments in best):
        return list(whens)
    return [moment.isoformat(sep=" ") for moment in best[0]]


def _moment(when: str, order: str) -> dt.datetime | None:
    found = _PARTS.match(when)
    if found is None:
        return None
    parts = dict(zip(order, found.groups()[:3], strict=True))
    hour, minute, second = (int(part or 0) for part in found.groups()[3:6])
    half = (found[7] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    year = parts["y"]
    is_year = len(year) == 4 or (len(year) == 2 and len(parts["d"]) <= 2)
    if not is_year:
        return None
    try:
        full = int(year) + (2000 if len(year) == 2 else 0)
        return dt.datetime(full, int(parts["m"]), int(parts["d"]), hour, minute, second)
    except ValueError:
        return None
