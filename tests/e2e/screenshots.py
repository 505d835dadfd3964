"""Every page as its visitors see it, into screenshots/, and the pictures of the documents: `make screenshots`.

python -m tests.e2e.screenshots [--only PAGE] [--width 390] [--language pt] [--theme dark]

The pictures in docs/pictures/ are made again with whatever visits they are part of, those of single parts
with every run that names no page.
"""

import argparse
import io
import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Route

from tests.e2e import uploads
from tests.e2e.driver import ROOT, App, chromium, server, tab
from touchpoints import i18n

FOLDER = ROOT / "screenshots"
# The widest first: a window that becomes narrow folds its sidebar, as a phone does.
WIDTHS = (1920, 1366, 390)
THEMES = ("light", "dark")
PICTURES = ROOT / "docs" / "pictures"
# The best of them, each from its top to so many pixels.
BEST = {
    "overview-pt-light-1366": 900,
    "funnel-es-dark-1366": 900,
    "feedback-en-light-1366": 900,
    "heatmap-pt-light-1366": 900,
}
# One part of a page: the link, and what is pictured.
PARTS = {
    "tile": ("/overview?w=demo", "[data-testid=stMetric]"),
    "card": ("/overview?w=demo", "[data-testid=stGridCell]:has(h4)"),
    "chart": ("/funnel?w=demo", "[data-testid=stVegaLiteChart]"),
    "table": ("/heatmap?w=demo", "[data-testid=stDataFrame]"),
    "empty": ("/funnel?w=demo&channel=Phone&stage=Awareness", "[data-testid=stAlert]"),
    "error": (f"/funnel?w={'0' * 32}", "[data-testid=stAlert]"),
    "waiting": ("/loyalty?w=demo", "[data-testid=stMainBlockContainer]"),
}
CHARTS = "**/*VegaLite*"
WAITING_HEIGHT = 520


def pages() -> list[str]:
    """The pages by their address, the start page as "start"."""
    files = sorted((ROOT / "pages").glob("*/*.py"))
    return [
        "start",
        "wizard",
        *(file.stem for file in files if file.stem not in ("welcome", "shared")),
    ]


def opened(app: App, page: str, files: Sequence[Path]) -> App:
    """One page of the demo; the wizard with files of ours."""
    if page not in ("start", "wizard"):
        return app.open(f"/{page}?w=demo")
    app.open("/")
    return app.upload(*files) if page == "wizard" else app


def taken(app: App, width: int) -> bytes:
    """The page at this width, drawn to its end."""
    # The page scrolls inside the window: a window as high as the page shows all of it.
    measure = "document.querySelector('[data-testid=stMain]').scrollHeight"
    height, shown = 900, 0
    while height != shown:
        app.page.set_viewport_size({"width": width, "height": height})
        app.settle()
        app.page.get_by_test_id("stSkeleton").first.wait_for(state="detached")
        shown, height = height, max(app.page.evaluate(measure), 700)
    return app.page.screenshot()


def small(picture: bytes, height: int | None = None) -> bytes:
    """The picture from its top, in few colours and few bytes."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, height or image.height)))
    written = io.BytesIO()
    image.quantize(96, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def held_back(app: App) -> list[Route]:
    """What is asked for to draw charts, and does not come."""
    held: list[Route] = []
    app.page.route(CHARTS, lambda route: held.append(route))
    return held


def take_parts(browser: Browser, address: str) -> None:
    """The parts that pages are made of, one picture each."""
    for theme, (name, (link, part)) in itertools.product(THEMES, PARTS.items()):
        with tab(browser, address, "en", width=1000, theme=theme) as app:
            waits = name == "waiting"
            held = held_back(app) if waits else []
            found = app.open(link).page.locator(f"{part}:visible").first
            picture = small(found.screenshot(), WAITING_HEIGHT if waits else None)
            (PICTURES / f"{name}-{theme}.png").write_bytes(picture)
            for route in held:
                route.abort()


def wanted(chosen: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Page, language and theme of each visit."""
    for visit in itertools.product(pages(), i18n.LANGUAGES, THEMES):
        asked = chosen.only, chosen.language, chosen.theme
        if all(one in (None, offered) for one, offered in zip(asked, visit, strict=True)):
            yield visit


def take(browser: Browser, address: str, chosen: argparse.Namespace, files: Sequence[Path]) -> None:
    """Every picture that was asked for; says what went wrong on a page."""
    widths = [width for width in WIDTHS if chosen.width in (None, width)]
    for page, language, theme in wanted(chosen):
        with tab(browser, address, language, width=widths[0], theme=theme) as app:
            opened(app, page, files)
            for width in widths:
                name = f"{page}-{language}-{theme}-{width}"
                picture = taken(app, width)
                (FOLDER / f"{name}.png").write_bytes(picture)
                if name in BEST:
                    (PICTURES / f"{name}.png").write_bytes(small(picture, BEST[name]))
                print(name, *app.problems, flush=True)


def main() -> None:
    """Take the pictures that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=pages())
    parser.add_argument("--width", type=int, choices=WIDTHS)
    parser.add_argument("--language", choices=list(i18n.LANGUAGES))
    parser.add_argument("--theme", choices=THEMES)
    chosen = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = [
            uploads.csv(folder, "visitas.csv", uploads.EVENTS, "cp1252"),
            uploads.xlsx(folder, "pesquisa.xlsx", uploads.ANSWERS),
        ]
        with server(folder) as address, chromium() as browser:
            take(browser, address, chosen, files)
            if chosen.only is None:
                take_parts(browser, address)


if __name__ == "__main__":
    main()
