"""A report as one HTML file that needs nothing else: charts as inline SVG, our font inside, no script.

Built as a tree, so that no text of a user is ever read as markup; its own policy forbids every request.
"""

import itertools
import xml.etree.ElementTree as ET
from pathlib import Path

from touchpoints.exports import pictures
from touchpoints.exports.exhibits import Exhibit, Progress, Report, silent
from touchpoints.exports.legible import legible
from touchpoints.i18n import LOCALES, _

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def html(report: Report, progress: Progress = silent) -> bytes:
    """The page, to open in any browser, offline, or to print."""
    root = ET.Element("html", lang=LOCALES[report.language].replace("_", "-"))
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "title", f"{report.workspace} · {_('Report')}")
    _add(head, "style", pictures.font_face() + STYLE.read_text(encoding="utf-8"))
    body = ET.SubElement(root, "body")
    _cover(body, report)
    drawn = enumerate(report.each(progress), start=1)
    for name, inside in report.sections:
        _add(body, "h2", name)
        for number, exhibit in itertools.islice(drawn, len(inside)):
            _article(body, exhibit, number)
    _add(body, "footer", f"{report.stamp} · {_('Made with Touchpoints.')}")
    written: str = ET.tostring(root, encoding="unicode", method="html")
    return f"<!doctype html>\n{written}".encode()


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = legible(text)
    return element


def _cover(body: ET.Element, report: Report) -> None:
    header = ET.SubElement(body, "header")
    _add(header, "p", _("Report"), **{"class": "over"})
    _add(header, "h1", report.workspace)
    for line in (report.period, report.filters, report.size, report.made_on):
        if line:
            _add(header, "p", line)
    figures = ET.SubElement(body, "dl", {"class": "figures"})
    for title, value, note in report.figures:
        card = ET.SubElement(figures, "div")
        _add(card, "dt", title)
        _add(card, "dd", value)
        _add(card, "dd", note)
    nav = ET.SubElement(body, "nav", {"aria-label": _("Findings")})
    entries = ET.SubElement(nav, "ol")
    for number, exhibit in enumerate(report.exhibits, start=1):
        _add(ET.SubElement(entries, "li"), "a", exhibit.finding, href=f"#finding-{number}")


def _article(body: ET.Element, exhibit: Exhibit, number: int) -> None:
    article = ET.SubElement(body, "article", id=f"finding-{number}")
    _add(article, "h3", exhibit.finding)
    if picture := exhibit.svg():
        figure = ET.SubElement(article, "figure")
        figure.append(_inline(picture, f"chart-{number}-"))
    _add(article, "p", exhibit.definition, **{"class": "small"})
    details = ET.SubElement(article, "details")
    if not exhibit.chart:
        details.set("open", "open")
    _add(details, "summary", _("Table"))
    _table(ET.SubElement(details, "div", {"class": "rows", "tabindex": "0"}), exhibit)


def _table(parent: ET.Element, exhibit: Exhibit) -> None:
    table = ET.SubElement(parent, "table")
    _add(table, "caption", exhibit.finding, **{"class": "unseen"})
    classes = [{"class": "figure"} if name in exhibit.figures else {} for name in exhibit.told]
    header = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for name, kind in zip(exhibit.told.columns, classes, strict=True):
        _add(header, "th", str(name), scope="col", **kind)
    rows = ET.SubElement(table, "tbody")
    for cells in exhibit.told.itertuples(index=False):
        row = ET.SubElement(rows, "tr")
        for cell, kind in zip(cells, classes, strict=True):
            _add(row, "td", cell, **kind)


def _inline(picture: str, prefix: str) -> ET.Element:
    """The SVG as a part of the page: ids of its own, and no size, so that it fits."""
    svg = ET.fromstring(picture)  # noqa: S314 drawn by us
    for element in svg.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name, value in list(element.attrib.items()):
            if name.startswith("{"):
                del element.attrib[name]
                name = name.rpartition("}")[2]
            if name == "id":
                value = prefix + value
            elif name == "href":
                value = value.replace("#", f"#{prefix}")
            element.set(name, value.replace("url(#", f"url(#{prefix}"))
    svg.attrib.pop("width", None)
    svg.attrib.pop("height", None)
    return svg
