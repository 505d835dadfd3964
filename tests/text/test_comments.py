"""One look at a comment gives what its parts give one by one."""

from hypothesis import given
from hypothesis import strategies as st

from touchpoints.text.comments import understand
from touchpoints.text.sentiment import sentiment
from touchpoints.text.themes import theme_sentiments, theme_spans

LATE = "A entrega atrasou muito, mas o preço é ótimo!"
WORDS = st.sampled_from(
    ["entrega", "preço", "ótimo", "atrasou", "não", "mas", ",", ".", "muito", "loja", "😡"]
)


def test_the_parts_of_a_comment_are_judged_apart() -> None:
    [found] = understand([LATE], ["pt"])

    assert found.language == "pt"
    assert found.themes["delivery"].label == "negative"
    assert found.themes["price"].label == "positive"


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_one_look_equals_the_two_readings_it_stands_for(text: str) -> None:
    [found] = understand([text], ["pt"])

    assert found.sentiment == sentiment(text, "pt")
    assert found.themes == theme_sentiments(text, "pt")


def test_the_words_of_a_theme_are_found_in_the_text_as_written() -> None:
    spans = theme_spans(LATE, "pt", "delivery")

    assert [LATE[start:end] for start, end in spans] == ["entrega", "atrasou"]
    assert theme_spans(LATE, "pt", "food") == []
