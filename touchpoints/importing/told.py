"""What an import says of a file: sentences kept untranslated, so that a report reads in any language."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from touchpoints import i18n
from touchpoints.i18n import _


@dataclass(frozen=True)
class Told:
    """A sentence marked for translation, and what fills its holes: texts of the file as they are, counts,
    shares (floats) and days in the words of the reader."""

    message: str
    holes: Mapping[str, object] = field(default_factory=dict)

    def sentence(self) -> str:
        """The sentence in the language in use."""
        return _(self.message).format(**{name: _spoken(hole) for name, hole in self.holes.items()})

    def as_json(self) -> dict[str, object]:
        """As it is kept in a workspace."""
        holes = {
            name: {"day": hole.isoformat()} if isinstance(hole, dt.date) else hole
            for name, hole in self.holes.items()
        }
        return {"message": self.message, "holes": holes}


def read(kept: Mapping[str, Any]) -> Told:
    """A sentence as it was kept."""
    holes = {
        name: dt.date.fromisoformat(hole["day"]) if isinstance(hole, dict) else hole
        for name, hole in kept["holes"].items()
    }
    return Told(kept["message"], holes)


def _spoken(hole: object) -> str:
    if isinstance(hole, dt.date):
        return i18n.day(hole)
    if isinstance(hole, float):
        return i18n.percent(hole)
    return i18n.number(hole) if isinstance(hole, int) else str(hole)
