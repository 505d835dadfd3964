"""Read many comments: language, sentiment and themes of each, from one look at its words."""

from collections.abc import Sequence
from typing import NamedTuple

from touchpoints.text.learned import Learned, with_learned
from touchpoints.text.sentiment import Sentiment, judge, lexicon_of, read
from touchpoints.text.themes import ThemeTable, seed_themes, theme_sentiments_in
from touchpoints.text.tokens import tokens


class Understood(NamedTuple):
    """What a comment says: its language, its sentiment, and that towards each theme it names."""

    language: str
    sentiment: Sentiment
    themes: dict[str, Sentiment]


def understand(
    texts: Sequence[str],
    languages: Sequence[str],
    table: ThemeTable | None = None,
    learned: Learned | None = None,
) -> list[Understood]:
    """Each comment read in its language, its words cut once; equal comments are read once."""
    themes = table or seed_themes()
    known: dict[tuple[str, str], Understood] = {}
    result = []
    for text, language in zip(texts, languages, strict=True):
        understood = known.get((text, language))
        if understood is None:
            found = tokens(text)
            lexicon = lexicon_of(language)
            whole = judge(read(found, lexicon))
            if learned is not None:
                whole = with_learned(whole, found, lexicon, learned)
            named = theme_sentiments_in(found, language, themes, lexicon, whole)
            understood = known[text, language] = Understood(language, whole, named)
        result.append(understood)
    return result
