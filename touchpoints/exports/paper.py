"""A report as PDF: set by Typst from `report.typ`, which reads the report as data."""

import json
from pathlib import Path
from typing import Any

from touchpoints.exports import pictures
from touchpoints.exports.exhibits import Exhibit, Progress, Report, column_widths, fitted, silent
from touchpoints.i18n import _, ngettext

TEMPLATE = Path(__file__).with_name("report.typ")
MOST_ROWS = 24
WIDTH = 720  # of a chart: its text is then as large as that of the page
PAGE, LETTER, GAP = 170, 1.75, 4.2  # millimetres: a line, a letter of a table, between columns
SMALL_FROM = 7  # columns


def pdf(report: Report, progress: Progress = silent) -> bytes:
    """A4, with contents, page numbers and the stamp on every page."""
    import typst

    written: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(pictures.FONTS)],
        sys_inputs={"report": json.dumps(_data(report, progress), ensure_ascii=False)},
        format="pdf",
    )
    return written


def _data(report: Report, progress: Progress) -> dict[str, Any]:
    written = {exhibit.name: _exhibit(exhibit) for exhibit in report.each(progress)}
    return {
        "language": report.language,
        "workspace": report.workspace,
        "filters": report.filters,
        "period": report.period,
        "size": report.size,
        "made_on": report.made_on,
        "stamp": report.stamp,
        "words": {
            "report": _("Report"),
            "contents": _("Findings"),
            "made_with": _("Made with Touchpoints."),
        },
        "figures": [
            {"title": title, "value": value, "note": note} for title, value, note in report.figures
        ],
        "sections": [
            {"name": name, "exhibits": [written[exhibit.name] for exhibit in inside]}
            for name, inside in report.sections
        ],
    }


def _exhibit(exhibit: Exhibit) -> dict[str, Any]:
    shown = exhibit.told.head(MOST_ROWS)
    letter = LETTER * (0.8 if len(shown.columns) > SMALL_FROM else 1)
    return {
        "finding": exhibit.finding,
        "definition": exhibit.definition,
        "svg": exhibit.svg(WIDTH),
        "head": list(shown.columns),
        "rows": shown.to_numpy().tolist(),
        "numeric": [name in exhibit.figures for name in shown],
        "is_small": len(shown.columns) > SMALL_FROM,
        "widths": fitted(column_widths(shown, letter, GAP), PAGE),
        "left_out": more(len(exhibit.told) - len(shown)),
    }


def more(rows: int) -> str:
    """How many rows are not shown and where they are; nothing where all are."""
    if rows < 1:
        return ""
    return ngettext(
        "{count} more row: download the table as Excel or CSV from its page.",
        "{count} more rows: download the table as Excel or CSV from its page.",
        rows,
    )
