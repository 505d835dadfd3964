"""A report as slides: native PowerPoint, one finding a slide, the table editable, the definition in the notes.

Text is in Figtree where it is installed, else in what PowerPoint puts in its place, so boxes have room.
"""

import io
import itertools
from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from touchpoints.exports import paper, pictures
from touchpoints.exports.exhibits import (
    Exhibit,
    Progress,
    Report,
    column_widths,
    fitted,
    silent,
)
from touchpoints.exports.legible import legible
from touchpoints.i18n import LOCALES, _

FONT = "Figtree"
INK, QUIET, LINE, ACCENT, PALE = "1C2526", "566164", "D9D4CA", "0B6B63", "F3F0EA"
WIDE, HIGH = 13.333, 7.5  # inches
MARGIN, TOP, BOTTOM = 0.6, 1.55, 6.75
CHART, GAP = 7.5, 0.35  # inches wide where the table stands beside it
ROW = 0.33
MOST_COLUMNS = {"beside": 4, "alone": 8}
CHART_WIDTH, SHARP = 760, 2.0


def pptx(report: Report, progress: Progress = silent) -> bytes:
    """A cover with the figures, then a slide for each finding."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    deck.core_properties.title = legible(f"{report.workspace} · {_('Report')}")
    deck.core_properties.language = LOCALES[report.language]
    deck.core_properties.author = "Touchpoints"
    _cover(deck, report)
    drawn = report.each(progress)
    for name, inside in report.sections:
        for exhibit in itertools.islice(drawn, len(inside)):
            _finding(deck, report, name, exhibit)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _slide(deck: Any, title: str, size: float, top: float, high: float) -> Any:
    """A slide whose title is the outline's, too."""
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[5])  # title only
    box = slide.shapes.title
    box.left, box.top = Inches(MARGIN), Inches(top)
    box.width, box.height = Inches(WIDE - 2 * MARGIN), Inches(high)
    _write(box.text_frame, title, size, bold=True, colour=INK)
    return slide


def _write(
    frame: Any,
    text: str,
    size: float,
    *,
    bold: bool = False,
    colour: str = INK,
    right: bool = False,
) -> None:
    """Replace what a text frame says."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = 0
    for place, line in enumerate(legible(text).splitlines() or [""]):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
        run.font.color.rgb = _colour(colour)


def _box(
    slide: Any, text: str, place: tuple[float, float, float, float], size: float, **how: Any
) -> Any:
    """A text box at (left, top, width, height) inches."""
    from pptx.util import Inches

    box = slide.shapes.add_textbox(*(Inches(inches) for inches in place))
    _write(box.text_frame, text, size, **how)
    return box


def _colour(hexadecimal: str) -> Any:
    from pptx.dml import color

    colour: Any = color.RGBColor
    return colour.from_string(hexadecimal)


def _cover(deck: Any, report: Report) -> None:
    from pptx.util import Inches

    slide = _slide(deck, report.workspace, 40, 1.0, 0.9)
    _box(slide, _("Report"), (MARGIN, 0.6, 8, 0.4), 14, bold=True, colour=ACCENT)
    told = "\n".join(
        line for line in (report.period, report.filters, report.size, report.made_on) if line
    )
    _box(slide, told, (MARGIN, 1.95, WIDE - 2 * MARGIN, 1.5), 16, colour=QUIET)
    if not report.figures:
        return
    each = (WIDE - 2 * MARGIN - 0.25 * (len(report.figures) - 1)) / len(report.figures)
    for place, (title, value, note) in enumerate(report.figures):
        left = MARGIN + place * (each + 0.25)
        card = slide.shapes.add_shape(5, Inches(left), Inches(3.9), Inches(each), Inches(2.5))
        card.adjustments[0] = 0.05
        card.fill.solid()
        card.fill.fore_color.rgb = _colour(PALE)
        card.line.fill.background()
        card.shadow.inherit = False
        inside = each - 0.4
        _box(slide, title, (left + 0.2, 4.0, inside, 0.4), 13, colour=QUIET)
        _box(slide, value, (left + 0.2, 4.4, inside, 0.8), 34, bold=True)
        _box(slide, note, (left + 0.2, 5.2, inside, 1.15), 10, colour=QUIET)


def _finding(deck: Any, report: Report, section: str, exhibit: Exhibit) -> None:
    letters = len(exhibit.finding)
    size = 26 if letters <= 80 else 21 if letters <= 140 else 17
    slide = _slide(deck, exhibit.finding, size, 0.6, 0.95)
    _box(slide, section, (MARGIN, 0.32, 6, 0.3), 11, bold=True, colour=ACCENT)
    _box(slide, report.stamp, (MARGIN, 7.02, WIDE - 2 * MARGIN - 1, 0.3), 9, colour=QUIET)
    number = str(len(deck.slides))
    _box(slide, number, (WIDE - MARGIN - 0.9, 7.02, 0.9, 0.3), 9, colour=QUIET, right=True)
    left, most = MARGIN, MOST_COLUMNS["alone"]
    if picture := exhibit.svg(CHART_WIDTH):
        _picture(slide, picture, exhibit.finding)
        left, most = MARGIN + CHART + GAP, MOST_COLUMNS["beside"]
    _table(slide, exhibit.told.iloc[:, :most], exhibit.figures, left)
    notes = (exhibit.finding, exhibit.definition, report.stamp)
    slide.notes_slide.notes_text_frame.text = legible("\n\n".join(notes))


def _picture(slide: Any, picture: str, finding: str) -> None:
    """The chart as large as its place allows, with the finding as its alternative text."""
    from pptx.util import Inches

    shape = slide.shapes.add_picture(
        io.BytesIO(pictures.png(picture, SHARP)), Inches(MARGIN), Inches(TOP)
    )
    shrink = min(Inches(CHART) / shape.width, Inches(BOTTOM - TOP) / shape.height)
    shape.width, shape.height = int(shape.width * shrink), int(shape.height * shrink)
    shape._element.nvPicPr.cNvPr.set("descr", legible(finding))


def _table(slide: Any, told: pd.DataFrame, figures: Collection[str], left: float) -> None:
    """A native table of the rows that have a place, and how many have none."""
    from pptx.util import Inches

    width = WIDE - MARGIN - left
    wanted = column_widths(told, LETTER, GAP_IN_CELL, BREAK if left > MARGIN else 70)
    while len(wanted) > 2 and sum(wanted) > width:
        wanted.pop()
    told, widths = told.iloc[:, : len(wanted)], fitted(wanted, width)
    heights = [_height(row, widths) for row in [list(told.columns), *told.to_numpy().tolist()]]
    fitting, room = 0, BOTTOM - TOP - heights[0] - 0.25
    while fitting < len(told) and heights[fitting + 1] <= room:
        room -= heights[fitting + 1]
        fitting += 1
    shown = told.head(fitting)
    place = (Inches(left), Inches(TOP), Inches(width), Inches(sum(heights[: fitting + 1])))
    frame = slide.shapes.add_table(len(shown) + 1, len(shown.columns), *place)
    frame.name = _("Table")
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"
    ).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
    numbers = [name in figures for name in shown]
    for column, inches in enumerate(widths):
        table.columns[column].width = Inches(inches)
    for row, cells in enumerate([list(shown.columns), *shown.to_numpy().tolist()]):
        table.rows[row].height = Inches(heights[row])
        for column, text in enumerate(cells):
            _cell(table.cell(row, column), str(text), is_head=row == 0, right=numbers[column])
    if rest := paper.more(len(told) - fitting):
        top = TOP + sum(heights[: fitting + 1]) + 0.05
        _box(slide, rest, (left, top, width, 0.3), 9, colour=QUIET)


def _cell(cell: Any, text: str, *, is_head: bool, right: bool) -> None:
    from pptx.util import Inches

    cell.margin_left, cell.margin_right = Inches(0.04), Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    _write(cell.text_frame, text, 10, bold=is_head, colour=QUIET if is_head else INK, right=right)
    cell.text_frame.margin_left = Inches(0.04)
    cell.text_frame.margin_right = Inches(0.08)
    _rule(cell, INK if is_head else LINE)


def _rule(cell: Any, colour: str) -> None:
    """A line below the cell."""
    from lxml import etree

    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    line = etree.SubElement(cell._tc.get_or_add_tcPr(), f"{{{space}}}lnB", w="6350")
    fill = etree.SubElement(line, f"{{{space}}}solidFill")
    etree.SubElement(fill, f"{{{space}}}srgbClr", val=colour)


LETTER, GAP_IN_CELL = 0.075, 0.16  # inches, at 10 pt
BREAK = 22  # letters of a cell beside a chart, then it takes a second line


def _height(cells: Iterable[str], widths: list[float]) -> float:
    """A row is as high as its cell with most lines."""
    lines = max(
        -(-len(str(cell)) * LETTER // max(width - 0.12, 0.2))
        for cell, width in zip(cells, widths, strict=True)
    )
    return float(max(1, lines) * 0.17 + 0.14)
