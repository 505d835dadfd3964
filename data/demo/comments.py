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
from data.demo.shop import SEED, STAGE_OF, START
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

Pools = dict[str, list[str]]


def written(answers: Sequence[Answer], language: str) -> list[str]:
    """One comment per answer, "" where the respondent left none."""
    draw = Draw(SEED + 10 + LANGUAGES.index(language))
    pools = read_pools(Path(__file__).resolve().parent / "phrases" / f"{language}.txt")
    seen: dict[str, int] = {}
    texts = []
    for answer in answers:
        comment = ""
        if answer.has_comment:
            options = [one_comment(draw, pools, answer) for _ in range(24)]
            comment = min(options, key=lambda option: wear(option, seen))
            for sentence in sentences(comment):
                seen[sentence] = seen.get(sentence, 0) + 1
            seen[comment] = seen.get(comment, 0) + 1
        texts.append(comment)
    return texts


def wear(comment: str, seen: dict[str, int]) -> float:
    """How worn a comment is: short ones may repeat, long ones should not."""
    repeats = seen.get(comment, 0) * (0.35 if len(comment) < 26 else 4)
    return repeats + max(seen.get(sentence, 0) for sentence in sentences(comment))


def sentences(comment: str) -> list[str]:
    """The comment's sentences, without what varies in them."""
    plain = re.sub(r"[\d,]+", "", comment.lower())
    return [part.strip() for part in re.split(r"[.!?…]+", plain) if part.strip()] or [plain]


def read_pools(path: Path) -> Pools:
    """The sentences of each section, e.g. "delivery bad"; lines that begin with # are notes."""
    pools: Pools = {}
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
            pools[section] = []
        elif line.strip() and not line.startswith("#"):
            pools[section].append(line.strip())
    return pools


def one_comment(draw: Draw, pools: Pools, answer: Answer) -> str:
    tone = "good" if answer.nps >= 9 else "mixed" if answer.nps >= 7 else "bad"
    kind = draw.weighted({"short": 13.0, "one": 43.0, "two": 27.0, "contrast": 9.0, "three": 8.0})
    # A short "terrible" after a complaint says too little; people explain.
    if kind == "short" and (tone != "bad" or draw.chance(0.4)):
        return finished(draw, pools, draw.pick(pools[f"short {tone}"]), answer)
    core = draw.pick(core_pool(draw, pools, answer, tone))
    if kind == "contrast" and tone == "bad":
        praise = [line for line in pools["praise before but"] if "{" not in line or "{" not in core]
        core = f"{draw.pick(praise)} {lowered(core)}"
    elif kind in ("two", "contrast"):
        core = f"{core} {draw.pick(pools[f'after {tone}'])}"
    elif kind == "three":
        bought = STAGE_OF[answer.touchpoint] in ("purchase", "service")
        openings = [line for line in pools[f"before {tone}"] if bought or "{the_goods}" not in line]
        core = f"{draw.pick(openings)} {core} {draw.pick(pools[f'after {tone}'])}"
    return finished(draw, pools, core, answer)


def core_pool(draw: Draw, pools: Pools, answer: Answer, tone: str) -> list[str]:
    """What this person would talk about: the contact itself or, now and then, the goods."""
    if answer.channel == "whatsapp" and draw.chance(0.78):
        return pools[f"whatsapp {tone}"]
    had_goods = answer.touchpoint in ("delivery", "store_purchase", "satisfaction_survey")
    if tone != "bad" and draw.chance(0.3 if had_goods else 0.0):
        return pools[f"goods {tone}"]
    here = f"{answer.touchpoint}@{answer.channel} {tone}"
    if here in pools and draw.chance(0.5):
        return pools[here]
    return pools[f"{answer.touchpoint} {tone}"]


def lowered(sentence: str) -> str:
    """The sentence as it continues after "but"."""
    first = re.split(r"[ ,]", sentence, maxsplit=1)[0]
    return sentence if first in NAMES or first.isupper() else sentence[0].lower() + sentence[1:]


def finished(draw: Draw, pools: Pools, comment: str, answer: Answer) -> str:
    """Fill the holes, then type it as people do."""
    noun, article = draw.pick(pools["fragile" if "{the_fragile}" in comment else "goods"]).split(
        "|"
    )
    filled = comment.replace("{the_goods}", f"{article} {noun}").replace("{goods}", noun)
    filled = filled.replace("{the_fragile}", f"{article} {noun}")
    filled = filled.replace("{g}", "a" if article in ("a", "la") else "o")
    filled = filled.replace("{days}", str(draw.whole(4, 9) + draw.place([3, 2, 1]) * 5))
    filled = filled.replace("{hours}", str(draw.whole(5, 30)))
    month = (START + timedelta(seconds=answer.second)).strftime("%m")
    seasonal = pools.get(f"occasion {month}", [])
    filled = filled.replace("{occasion}", draw.pick(seasonal + seasonal + pools["occasion"]))
    for apart, joined in ((" de el ", " del "), (" a el ", " al ")):
        filled = filled.replace(apart, joined)
    filled = re.sub(r"(^|[.!?] )([a-zà-ÿ])", lambda at: at[1] + at[2].upper(), filled)
    return typed(draw, pools, filled, answer)


def typed(draw: Draw, pools: Pools, comment: str, answer: Answer) -> str:
    """Haste, telephones and feelings: capitals, accents and full stops get lost, emoji appear."""
    hurry = draw.random()
    if hurry < 0.1:
        comment = comment.lower().rstrip(".")
    elif hurry < 0.16:
        comment = unaccented(comment.lower()).rstrip(".").replace("'", "")
    elif hurry < 0.3:
        comment = comment.rstrip(".")
    elif hurry < 0.34 and len(comment) > 12:
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
