"""The columns of one table, judged noun by noun: from names in three languages and from values."""

from collections.abc import Callable, Mapping, Sequence

from touchpoints.i18n import N_
from touchpoints.importing import names, personal, questions, shapes
from touchpoints.importing.profile import Profile
from touchpoints.importing.sniff import Table
from touchpoints.importing.told import Told
from touchpoints.model import ANSWER_NOUNS, EVENT_NOUNS, Kind, Question

_SEGMENTS = frozenset({
    "new", "returning", "loyal", "novo", "recorrente", "fiel", "nuevo", "recurrente", "active", "inactive",
    "ativo", "inativo", "activo", "inactivo",
})  # fmt: skip
_PERSON_LIMIT = 120
_CLEAR_NAME = 0.4
_FEW = 5
_MOST = 0.75


_Score = Callable[[Profile], float]


class Columns:
    """The columns of one table, judged noun by noun."""

    def __init__(self, table: Table, profiles: Sequence[Profile]) -> None:
        self.table = table
        self.profiles = [seen for seen in profiles if seen.looks != "empty"]
        labels = table.labels or table.columns
        self.labels = dict(zip(table.columns, labels, strict=True))

    def best(self, score: _Score, taken: Sequence[str] = ()) -> tuple[float, Profile | None]:
        judged = [
            (score(seen), -i, seen)
            for i, seen in enumerate(self.profiles)
            if seen.column not in taken
        ]
        top = max(judged, key=lambda item: item[:2], default=(0.0, 0, None))
        return (top[0], top[2]) if top[0] > 0 else (0.0, None)

    def name(self, noun: str, seen: Profile) -> float:
        return names.fit(noun, seen.column)[0]

    def person(self, seen: Profile) -> float:
        fit = self.name("person", seen)
        alone = seen.different < 2 and (fit < _CLEAR_NAME or seen.filled > _FEW)
        unusable = seen.looks == "date" or seen.lists > 0.2 or seen.damaged_ids > 0.5
        broken = seen.numbers > 0.9 and seen.integers < 0.5
        sparse = seen.mean_length > _PERSON_LIMIT or seen.empty_share > 0.5
        if fit < 0 or alone or unusable or broken or sparse:
            return 0.0
        if fit > 0:
            return fit
        repeats = 0.001 < seen.distinct_share < 0.95 and seen.different > 2
        return (
            0.1
            if seen.looks == "id" and repeats and (seen.numbers < 0.9 or seen.mean_length >= 6)
            else 0.0
        )

    def moment(self, seen: Profile) -> float:
        fit = self.name("occurred_at", seen)
        if fit < 0 or seen.filled == 0:
            return 0.0
        if seen.dates >= 0.5:
            return max(fit, 0.05) + 0.5 * seen.dates * (1 - seen.empty_share)
        as_number = seen.numbers > 0.9 and (seen.lowest or 0) >= 20000
        return 0.3 * fit if as_number and fit >= 0.7 else 0.0

    def moment_of_events(self, seen: Profile) -> float:
        """As `moment`; failing that a column called a date, so that its dates are what is refused."""
        named = self.name("occurred_at", seen)
        return self.moment(seen) or (0.01 * named if named >= 0.7 and seen.filled else 0.0)

    def touchpoint(self, seen: Profile) -> float:
        fit = self.name("touchpoint", seen)
        unlike = seen.looks in ("date", "number", "id") or seen.mean_length > 90
        if fit < 0 or unlike or (seen.distinct_share > 0.9 and seen.filled > 30 and fit < 0.9):
            return 0.0
        if fit > 0:
            return fit
        other = max(
            self.name(noun, seen)
            for noun in ("channel", "stage", "person", "value", "score", "comment")
        )
        plain = names.plain(seen.column)
        decoy = any(f" {word}" in f" {plain}" for word in _NOT_TOUCHPOINTS)
        few = seen.looks == "category" and 2 <= seen.different <= 300 and seen.empty_share < 0.2
        if not few or other > 0 or decoy:
            return 0.0
        return (0.01 if self.names_channels(seen) else 0.05) + 0.0001 * min(seen.different, 100)

    def category(self, noun: str, limit: int) -> _Score:
        def score(seen: Profile) -> float:
            fit = self.name(noun, seen)
            unlike = seen.looks in ("date", "number") or seen.mean_length > 80
            if (
                fit <= 0
                or unlike
                or seen.different > limit
                or seen.different > max(8, 0.6 * seen.filled)
            ):
                return 0.0
            return fit

        return score

    def channel(self, seen: Profile) -> float:
        return self.category("channel", 500)(seen)

    def channel_of_events(self, seen: Profile) -> float:
        """As `channel`; failing that a column of names of channels, which a survey would ask for."""
        return self.channel(seen) or (0.05 if self.names_channels(seen) else 0.0)

    def names_channels(self, seen: Profile) -> bool:
        """Whether the values of a column are mostly channels, and its name does not say otherwise."""
        known = [example for example in seen.examples if names.heading("channels", example)]
        most = len(known) >= max(2, _MOST * len(seen.examples))
        return most and seen.looks == "category" and self.name("channel", seen) >= 0

    def stage(self, seen: Profile) -> float:
        values = {names.plain(example) for example in seen.examples}
        return 0.0 if values and values <= _SEGMENTS else self.category("stage", 60)(seen)

    def value(self, seen: Profile) -> float:
        fit = self.name("value", seen)
        return fit if fit > 0 and seen.numbers >= 0.8 and seen.looks != "date" else 0.0

    def comment(self, seen: Profile) -> float:
        fit = self.name("comment", seen)
        if fit < 0 or seen.looks not in ("text", "category") or seen.lists > 0.2:
            return 0.0
        free = (
            seen.with_spaces > 0.5 and seen.mean_length >= 20 and seen.different > 0.3 * seen.filled
        )
        length = min(seen.mean_length, 400) / 4000
        if fit >= 0.3 and seen.with_spaces > 0.2 and seen.different > 0.2 * seen.filled:
            return fit + length
        label = self.labels[seen.column]
        asks = "?" in label or len(label) > 25
        return (
            0.3 + length
            if free and asks
            else 0.2 + length
            if free and seen.mean_length > 60
            else 0.0
        )

    def score(self, seen: Profile) -> float:
        return questions.is_score(seen, self.labels[seen.column])

    def assign(self, kind: Kind) -> tuple[dict[str, str], dict[str, Told]]:
        """The best column of each noun, each column used once, and why."""
        moment = self.moment_of_events if kind == "events" else self.moment
        scorers: dict[str, _Score] = {shapes.time_noun(kind): moment, "person": self.person}
        if kind == "answers":
            scorers |= {"score": self.score, "comment": self.comment}
        scorers |= {
            "touchpoint": self.touchpoint_of_answers if kind == "answers" else self.touchpoint,
            "channel": self.channel_of_events if kind == "events" else self.channel,
            "stage": self.stage,
        }
        if kind == "events":
            scorers["value"] = self.value
        columns: dict[str, str] = {}
        reasons: dict[str, Told] = {}
        if kind not in ("events", "answers"):
            return columns, reasons
        for noun, scorer in scorers.items():
            _fit, seen = self.best(scorer, list(columns.values()))
            if seen is not None:
                columns[noun] = seen.column
                reasons[noun] = self.reason(noun, seen)
        order = ANSWER_NOUNS if kind == "answers" else EVENT_NOUNS
        return {noun: columns[noun] for noun in order if noun in columns}, reasons

    def touchpoint_of_answers(self, seen: Profile) -> float:
        fit = self.touchpoint(seen)
        return fit if fit >= 0.4 else 0.0

    def reason(self, noun: str, seen: Profile) -> Told:
        alias_noun = "occurred_at" if noun == "answered_at" else noun
        fit, _alias = names.fit(alias_noun, seen.column)
        if fit >= 0.3:
            return Told(N_("The name “{column}” says so."), {"column": seen.column})
        if personal.sort_of(seen, self.labels[seen.column]):
            return Told(N_("Its values tell people apart."))
        return Told(_BY_VALUES[noun], {"example": seen.examples[0], "different": seen.different})

    def questions(self, columns: Mapping[str, str]) -> list[Question]:
        """The main score's question first, then every other column of scores."""
        main = columns.get("score")
        taken = set(columns.values()) - {main}
        scores = [
            seen
            for seen in self.profiles
            if seen.column not in taken and (seen.column == main or self.score(seen) >= 0.5)
        ]
        scores.sort(key=lambda seen: seen.column != main)
        return [questions.question(seen, self.labels[seen.column]) for seen in scores]


_NOT_TOUCHPOINTS = (
    "employee", "agent", "resource", "gender", "sexo", "genero", "state", "country", "pais", "uf", "cidade",
    "city", "ciudad", "currency", "moeda", "moneda", "language", "idioma", "priority", "prioridade", "lifecycle",
    "cohort", "segment", "dismissal", "name", "nome", "nombre", "age", "idade", "edad",
    "vehicle", "titulo", "title", "product", "produto",
    "producto", "item", "sku", "brand", "marca", "registration type", "notification", "weekday", "month",
)  # fmt: skip

_BY_VALUES = {
    "person": N_("Its values look like ids of people ({example})."),
    "occurred_at": N_("Its values are dates ({example})."),
    "answered_at": N_("Its values are dates ({example})."),
    "touchpoint": N_("It repeats {different} values, such as “{example}”."),
    "channel": N_("It repeats {different} values, such as “{example}”."),
    "stage": N_("It repeats {different} values, such as “{example}”."),
    "value": N_("Its values are amounts ({example})."),
    "score": N_("Its values are scores ({example})."),
    "comment": N_("Its values are free text."),
}
