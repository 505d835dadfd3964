"""What a survey's column measures, from its wording and its values."""

from touchpoints.importing import names, scales
from touchpoints.importing.profile import Profile
from touchpoints.model import Measure, Question

_NEARLY_ALL = 0.95  # a typing error must not change the scale
_RECOMMENDS = ("nps", "net promoter", "recommend", "recomend", "recomiend", "promotor", "indicaria")
_SATISFIED = (
    "csat", "satisf", "rating", "nota", "avalia", "estrela", "estrella", "star", "calific", "califac",
    "valora", "puntua", "score", "grade", "qualidade", "calidad", "quality",
)  # fmt: skip
_RATES = (
    "how likely", "how satisfied", "how important", "how easy", "how well", "how willing", "how would you rate",
    "rate", "on a scale", "overall", "importance", "de 0 a 10", "de 1 a 5", "0 10", "1 5", "escala", "quanto",
    "como voce avalia", "que nota", "qual nota", "cuan", "como calific", "como evalua", "probab", "likel",
    "how was", "how were", "como foi", "como fue", "como estuvo", "que tal",
)  # fmt: skip
_EFFORT = ("ces", "effort", "esforco", "esfuerzo", "facil", "easy", "ease", "dificil", "difficult")


def measure(profile: Profile, label: str) -> tuple[Measure, float, float] | None:
    """(measure, lowest, highest of the scale) of a column of scores; None where it is none."""
    low, high = profile.lowest, profile.highest
    scale = scales.scale_of(profile.examples) if profile.numbers < 0.2 else None
    if scale is not None:
        return scale.measure, 1.0, float(scale.high)
    if low is None or high is None or profile.numbers < 0.6:
        return None
    wording = names.plain(label)
    effort = _mentions(wording, _EFFORT)

    def nearly_all(share: float) -> bool:
        return share >= _NEARLY_ALL * profile.numbers

    if _mentions(wording, _RECOMMENDS) and nearly_all(profile.up_to_ten):
        return "nps", 0.0, 10.0
    if nearly_all(profile.up_to_five):
        return ("ces" if effort else "csat"), 1.0, 5.0
    if nearly_all(profile.up_to_seven):
        return ("ces" if effort else "csat"), 1.0, 7.0
    if low >= 0 and high <= 5:
        return "rating", 0.0, 5.0
    if nearly_all(profile.up_to_ten):
        return "rating", 0.0, 10.0
    return ("rating", 0.0, 100.0) if low >= 0 and high <= 100 else None


def is_score(profile: Profile, label: str) -> float:
    """How surely a column holds scores: 0 where it does not, up to 1 by its name."""
    fit, _ = names.fit("score", profile.column)
    if profile.numbers < 0.2 and scales.scale_of(profile.examples) is not None:
        return max(fit, 0.6)
    if fit < 0 or profile.filled == 0 or measure(profile, label) is None or profile.dates > 0.5:
        return 0.0
    wording = names.plain(label)
    few_values = profile.different <= 101 and profile.different <= max(
        11, 0.5 * profile.filled + 11
    )
    if not few_values:
        return 0.0
    if fit >= 0.5:
        return fit
    told = _mentions(wording, _RECOMMENDS) or _mentions(wording, _EFFORT)
    if told and profile.integers > 0.6:
        return 0.65
    asks = _is_question(label)
    scale = profile.different <= 11 and profile.integers >= 0.9 and (profile.highest or 0) >= 3
    if _mentions(wording, _SATISFIED) and scale:
        return 0.6 if asks else 0.5
    within = scale and (profile.highest or 0) <= 10
    rates = _mentions(wording, _RATES) or (profile.different >= 5 and (profile.highest or 0) >= 5)
    return 0.55 if asks and within and rates else 0.0


def question(profile: Profile, label: str) -> Question:
    """The question of a column of scores."""
    found = measure(profile, label) or ("rating", profile.lowest or 0.0, profile.highest or 0.0)
    return Question(profile.column, *found)


def _is_question(label: str) -> bool:
    return "?" in label or len(label) >= 25


def _mentions(wording: str, words: tuple[str, ...]) -> bool:
    return any(f" {word}" in f" {wording}" for word in words)
