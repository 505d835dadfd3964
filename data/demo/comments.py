"""What the demo shop's customers write, in each language.

The sentences are in phrases/pt.txt, es.txt and en.txt: written for each language, not translated
from one another. A section "[delivery bad]" holds whole sentences, one a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from data.demo.draw import Draw
from data.demo.shop import STAGE_OF, START
from data.demo.survey import Answer
from data.demo.wording import LANGUAGES

# A first word that stays a capital when a sentence follows a comma.
NAMES = (
    "WhatsApp",
    "Instagram",
    "Pix",
    "Google",
    "I",
    "I'm",
    "I'd",
    "I've",
    "I'll",
    "Insta",
    "Marketplace",
)

# Of 100 comments, how many are a word or two, one sentence, two, praise with a "but", or more.
KINDS = {"short": 13.0, "one": 38.0, "two": 30.0, "contrast": 10.0, "three": 9.0}

Pools = dict[str, list[str]]


def written(
    answers: Sequence[Answer], language: str, seed: int, phrases: Sequence[Path]
) -> list[str]:
    """One comment per answer, "" where the respondent left none; of phrases in the files of these folders."""
    draw = Draw(seed + 10 + LANGUAGES.index(language))
    pools = read_pools([folder / f"{language}.txt" for folder in phrases])
    seen: dict[str, int] = {}
    texts = []
    for answer in answers:
        comment = ""
        if answer.has_comment:
            kind = draw.weighted(KINDS)
            drafts = [draft(draw, pools, answer, kind) for _ in range(24)]
            chosen = min(drafts, key=lambda option: wear(option, seen))
            for sentence in [*sentences(chosen), f"whole: {chosen}"]:
                seen[sentence] = seen.get(sentence, 0) + 1
            comment = typed(draw, pools, filled(draw, pools, chosen, answer), answer)
        texts.append(comment)
    return texts


def wear(comment: str, seen: dict[str, int]) -> float:
    """How often its most used sentence was used; short ones bear more, whole long comments less."""
    short = len(comment) < 26
    repeats = 0 if short else 3 * seen.get(f"whole: {comment}", 0)
    return repeats + max(
        seen.get(sentence, 0) * (0.6 if short or "{" in sentence else 1)
        for sentence in sentences(comment)
    )


def sentences(comment: str) -> list[str]:
    return [part.strip() for part in re.split(r"[.!?…]+", comment.lower()) if part.strip()]


def read_pools(paths: Sequence[Path]) -> Pools:
    """The sentences of each section, e.g. "delivery bad"; lines that begin with # are notes."""
    pools: Pools = {}
    section = ""
    for line in [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]:
        if line.startswith("["):
            section = line.strip("[] ")
            pools.setdefault(section, [])
        elif line.strip() and not line.startswith("#"):
            pools[section].append(line.strip())
    return pools


def draft(draw: Draw, pools: Pools, answer: Answer, kind: str) -> str:
    """Whole sentences that fit the answer, their holes still open."""
    tone = "good" if answer.nps >= 9 else "mixed" if answer.nps >= 7 else "bad"
    if kind == "short":
        return draw.pick(pools[f"short {tone}"])
    bought = STAGE_OF.get(answer.touchpoint) in ("purchase", "service")
    core = draw.pick(core_pool(draw, pools, answer, tone))
    if kind == "contrast" and tone == "bad":
        praise = [line for line in pools["praise before but"] if "{" not in line or "{" not in core]
        core = f"{draw.pick(praise)} {lowered(core)}"
    elif kind == "two" and tone == "good" and bought and "goods good" in pools and draw.chance(0.4):
        core = f"{core} {draw.pick([line for line in pools['goods good'] if line != core])}"
    elif kind in ("two", "contrast"):
        core = f"{core} {draw.pick(pools[f'after {tone}'])}"
    elif kind == "three":
        openings = [line for line in pools[f"before {tone}"] if bought or "{the_goods}" not in line]
        core = f"{draw.pick(openings)} {core} {draw.pick(pools[f'after {tone}'])}"
    return core


def core_pool(draw: Draw, pools: Pools, answer: Answer, tone: str) -> list[str]:
    """What this person would talk about: the contact itself or, now and then, the goods."""
    if f"{answer.channel} {tone}" in pools and draw.chance(0.78):
        return pools[f"{answer.channel} {tone}"]
    had_goods = answer.touchpoint in ("delivery", "store_purchase", "satisfaction_survey")
    if f"goods {tone}" in pools and draw.chance(0.3 if had_goods else 0.0):
        return pools[f"goods {tone}"]
    here = f"{answer.touchpoint}@{answer.channel} {tone}"
    if here in pools and draw.chance(0.5):
        return pools[here]
    return pools[f"{answer.touchpoint} {tone}"]


def lowered(sentence: str) -> str:
    """The sentence as it continues after "but"."""
    first = re.split(r"[ ,]", sentence, maxsplit=1)[0]
    return sentence if first in NAMES else sentence[0].lower() + sentence[1:]


def filled(draw: Draw, pools: Pools, comment: str, answer: Answer) -> str:
    """The draft with its holes filled, each sentence beginning with a capital."""
    text = with_goods(draw, pools, comment) if "goods" in pools else comment
    text = text.replace("{days}", str(draw.whole(4, 9) + draw.place([3, 2, 1]) * 5))
    text = text.replace("{hours}", str(draw.whole(5, 30)))
    if "occasion" in pools:
        month = (START + timedelta(seconds=answer.second)).strftime("%m")
        seasonal = pools.get(f"occasion {month}", [])
        text = text.replace("{occasion}", draw.pick(seasonal + seasonal + pools["occasion"]))
    text = re.sub(r"\{(\w+)\}", lambda hole: draw.pick(pools[hole[1]]), text)
    for apart, joined in ((" de el ", " del "), (" a el ", " al ")):
        text = text.replace(apart, joined)
    return re.sub(r"(^|[.!?] )([a-zà-ÿ])", lambda at: at[1] + at[2].upper(), text)


def with_goods(draw: Draw, pools: Pools, comment: str) -> str:
    """The draft with one thing of the shop in it, its article and what agrees with it."""
    kind = "fragile" if "{the_fragile}" in comment else "goods"
    noun, article = draw.pick(pools[kind]).split("|")
    text = comment.replace("{the_goods}", f"{article} {noun}").replace("{goods}", noun)
    text = text.replace("{the_fragile}", f"{article} {noun}")
    return text.replace("{g}", "a" if article in ("a", "la") else "o")


def typed(draw: Draw, pools: Pools, comment: str, answer: Answer) -> str:
    """Haste, telephones and feelings: capitals, accents and full stops get lost, emoji appear."""
    hurry = draw.random()
    if hurry < 0.1:
        comment = comment.lower().rstrip(".")
    elif hurry < 0.16:
        comment = unaccented(comment.lower()).rstrip(".").replace("'", "")
    elif hurry < 0.3:
        comment = comment.rstrip(".")
    elif hurry < 0.34 and len(comment) > 30:
        comment = swapped(draw, comment)
    if draw.chance(0.09):
        tone = "good" if answer.nps >= 9 else "mixed" if answer.nps >= 7 else "bad"
        comment = f"{comment} {draw.pick(pools[f'emoji {tone}'])}"
    return comment


def unaccented(text: str) -> str:
    # Without its tilde a Spanish "año" is another word; people keep typing the ñ.
    kept = text.replace("ñ", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
    return plain.replace("\0", "ñ")


def swapped(draw: Draw, text: str) -> str:
    """Two neighbouring letters inside one long word change places."""
    long_words = [found.start() for found in re.finditer(r"[a-z]{7,}", text)]
    if not long_words:
        return text
    at = draw.pick(long_words) + draw.whole(2, 4)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
