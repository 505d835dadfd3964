"""Segments: named sets of people of a workspace, told by rules that can be said aloud."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from touchpoints import notebook
from touchpoints.analyses import catalogue
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, _, label
from touchpoints.model import Dimension, Rule, Segment
from touchpoints.workspaces import Workspace

TOPIC = "segments"
MOST_RULES, MOST_LETTERS = 5, 60

VERDICTS = {"promoter": N_("promoter"), "passive": N_("passive"), "detractor": N_("detractor")}
DAYS = {"one": N_("on one day only"), "several": N_("on two days or more")}


# What every workspace has; a segment of people's own with such a name comes in its place.
OWN = {
    name: Segment(name, (Rule((fact,)),))
    for name, fact in (
        ("returning", "days:several"),
        ("one day only", "days:one"),
        ("promoters", "nps:promoter"),
        ("detractors", "nps:detractor"),
    )
}


def all_of(workspace: Workspace) -> dict[str, Segment]:
    """The segments of a workspace by their names: those that every workspace has, where there is
    anybody in them, then those that its people wrote."""
    own = {name: one for name, one in OWN.items() if len(people(workspace, one))}
    return {**own, **written(workspace)}


def written(workspace: Workspace) -> dict[str, Segment]:
    """The segments that people wrote."""
    entries = notebook.read(workspace.folder, TOPIC)
    return {name: _segment(name, entry) for name, entry in entries.items()}


def title(segment: Segment) -> str:
    """What a segment is called: our own names translated, people's as they are."""
    if segment != OWN.get(segment.name):
        return segment.name
    return {
        "returning": _("Came on several days"),
        "one day only": _("Came on one day only"),
        "promoters": _("Promoters (NPS)"),
        "detractors": _("Detractors (NPS)"),
    }[segment.name]


def keep(workspace: Workspace, segment: Segment, *, by: str = "") -> None:
    """Write a segment into the notebook; one of the same name is replaced. ChoiceNotPossible."""
    entry = [{"facts": list(rule.facts), "has": rule.has} for rule in segment.rules]
    notebook.write(workspace.folder, TOPIC, {checked(segment).name: entry}, by=by)


def forget(workspace: Workspace, name: str) -> None:
    """Erase a segment from the notebook."""
    notebook.write(workspace.folder, TOPIC, {name: None})


def _segment(name: str, entry: list[Mapping[str, Any]]) -> Segment:
    return Segment(name, tuple(Rule(tuple(rule["facts"]), bool(rule["has"])) for rule in entry))


def checked(segment: Segment) -> Segment:
    """The segment, where it has a name and its rules say something. ChoiceNotPossible."""
    if not segment.name.strip() or len(segment.name) > MOST_LETTERS:
        raise ChoiceNotPossible(
            N_("Give the segment a name of at most {letters} letters."), letters=MOST_LETTERS
        )
    if not 1 <= len(segment.rules) <= MOST_RULES or not all(rule.facts for rule in segment.rules):
        raise ChoiceNotPossible(
            N_("A segment has 1 to {most} rules. Choose at least one value in each."),
            most=MOST_RULES,
        )
    return segment


def named(workspace: Workspace, name: str) -> Segment:
    """The segment of this name. ChoiceNotPossible."""
    found = all_of(workspace)
    if name not in found:
        raise ChoiceNotPossible(
            N_("There is no segment “{name}” in this workspace. There are: {choices}."),
            name=name,
            choices=", ".join(found) or "–",
        )
    return found[name]


def people(workspace: Workspace, segment: Segment) -> npt.NDArray[np.int64]:
    """The numbers of the people of a segment, in order."""
    found = workspace.run("segment_people", segment.values())["person_no"].to_numpy()
    numbers: npt.NDArray[np.int64] = found.astype(np.int64)
    return numbers


def are_in(
    workspace: Workspace, person: npt.NDArray[np.int64], segment: Segment
) -> npt.NDArray[np.bool_]:
    """Which of some people belong to a segment."""
    members = people(workspace, segment)
    if not len(members):
        return np.zeros(len(person), bool)
    place = np.minimum(np.searchsorted(members, person), len(members) - 1)
    belongs: npt.NDArray[np.bool_] = members[place] == person
    return belongs


def facts(workspace: Workspace) -> dict[str, list[str]]:
    """What a rule can ask, by what it is about: the facts of each."""
    dimensions: tuple[Dimension, ...] = ("touchpoint", "stage", "channel")
    known = {over: catalogue.choices(workspace, over) for over in dimensions}
    return {
        "met": [f"{over}:{value}" for over in dimensions for value in known[over]],
        "first": [f"first channel:{value}" for value in known["channel"]],
        "nps": [f"nps:{verdict}" for verdict in VERDICTS],
        "days": [f"days:{days}" for days in DAYS],
    }


def told(fact: str) -> str:
    """A fact as a person reads it, without what it is about."""
    about, _colon, value = fact.partition(":")
    names = {
        "stage": _("stage {name}"),
        "channel": _("channel {name}"),
        "nps": _(VERDICTS[value]) if about == "nps" else "",
        "days": _(DAYS[value]) if about == "days" else "",
    }
    return names.get(about, "{name}").replace("{name}", label(value))


def sentence(segment: Segment) -> str:
    """The rules of a segment, said aloud."""
    parts = "; ".join(_rule(rule) for rule in segment.rules)
    return _("not those who {rules}").format(rules=parts) if segment.outside else parts


def _rule(rule: Rule) -> str:
    *most, last = (told(fact) for fact in rule.facts)
    values = _("{names} or {last}").format(names=", ".join(most), last=last) if most else last
    about = rule.facts[0].partition(":")[0]
    sentences = {
        ("first channel", True): _("came first by {values}"),
        ("first channel", False): _("did not come first by {values}"),
        ("nps", True): _("answered the NPS as {values}"),
        ("nps", False): _("did not answer the NPS as {values}"),
        ("days", True): _("came {values}"),
        ("days", False): _("did not come {values}"),
    }
    other = _("met {values}") if rule.has else _("did not meet {values}")
    return sentences.get((about, rule.has), other).format(values=values)
