"""Put a report together: the figures of its cover, the findings that were chosen, the stamp of every page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from touchpoints import i18n
from touchpoints.analyses import catalogue, pulse
from touchpoints.captions import figures
from touchpoints.captions.filters import sentence
from touchpoints.errors import ChoiceNotPossible
from touchpoints.exports import findings, paper, slides, web
from touchpoints.exports.exhibits import Asked, Exhibit, Progress, Report, silent
from touchpoints.i18n import N_, _, ngettext
from touchpoints.model import Filters

FIGURES = 5


@dataclass(frozen=True)
class Format:
    """A kind of file that a report can be."""

    title: str
    write: Callable[[Report, Progress], bytes]
    mime: str


FORMATS = {
    "pdf": Format(N_("PDF, to read and print"), paper.pdf, "application/pdf"),
    "pptx": Format(
        N_("PowerPoint, to present and edit"),
        slides.pptx,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "html": Format(N_("Web page in one file, to send"), web.html, "text/html"),
}


def file(asked: Asked, chosen: Collection[str], kind: str, progress: Progress = silent) -> bytes:
    """The report of the chosen findings as a file of this kind of `FORMATS`."""
    made = report(asked, chosen, lambda share, doing: progress(share / 2, doing))
    return FORMATS[kind].write(made, lambda share, doing: progress(0.5 + share / 2, doing))


def report(asked: Asked, chosen: Collection[str], progress: Progress = silent) -> Report:
    """The chosen findings (names of `findings.FINDINGS`); those without an answer are left out.

    ChoiceNotPossible where none has one.
    """
    sections: dict[str, list[Exhibit]] = defaultdict(list)
    count = max(len(chosen), 1)
    for place, (finding, exhibit) in enumerate(findings.made(asked, chosen), start=1):
        progress(place / count, _(finding.title))
        if exhibit is not None:
            sections[_(findings.SECTIONS[finding.section])].append(exhibit)
    if not sections:
        raise ChoiceNotPossible(N_("None of these findings has data here. Loosen the filters."))
    return of(asked, sections.items())


def of(asked: Asked, sections: Iterable[tuple[str, Collection[Exhibit]]]) -> Report:
    """A report of these sections."""
    return Report(
        language=i18n.language(),
        workspace=asked.workspace.name,
        filters=_told(asked.filters),
        period=_period(asked),
        size=_size(asked),
        made_on=i18n.day(dt.date.today()),  # noqa: DTZ011 the reader's own day
        figures=_figures(asked),
        sections=tuple((name, tuple(inside)) for name, inside in sections),
    )


def _told(filters: Filters) -> str:
    """The filters in one sentence, also where there are none."""
    return _("Everything, no filter.") if filters == Filters() else sentence(filters)


def _period(asked: Asked) -> str:
    period = catalogue.period(asked.workspace)
    if period is None:
        return ""
    since, until = period
    return _("From {since} to {until}").format(
        since=i18n.day(asked.filters.since or since), until=i18n.day(asked.filters.until or until)
    )


def _size(asked: Asked) -> str:
    totals = catalogue.totals(asked.workspace, asked.filters)
    counted = [
        ngettext("{count} person", "{count} people", totals.people),
        ngettext("{count} event", "{count} events", totals.events),
        ngettext("{count} answer", "{count} answers", totals.answers),
    ]
    return f"n = {', '.join(counted)}"


def _figures(asked: Asked) -> tuple[tuple[str, str, str], ...]:
    found = pulse.pulse(asked.workspace, asked.filters, pulse.span(asked.workspace, asked.filters))
    return tuple(
        (figures.title(figure), pulse.told(figure, figure.value), figures.explained(figure))
        for figure in found[:FIGURES]
    )
