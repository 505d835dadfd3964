"""Every page as its visitors see it, into screenshots/: `make screenshots`.

python -m tests.e2e.screenshots [--only PAGE] [--width 390] [--language pt] [--theme dark]
"""

import argparse
import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e import uploads
from tests.e2e.driver import ROOT, App, chromium, server, tab
from touchpoints import i18n

FOLDER = ROOT / "screenshots"
WIDTHS = (390, 1366)
THEMES = ("light", "dark")


def pages() -> list[str]:
    """The pages by their address, the start page as "start"."""
    files = sorted((ROOT / "pages").glob("*/*.py"))
    return [
        "start",
        "wizard",
        *(file.stem for file in files if file.stem not in ("welcome", "shared")),
    ]


def taken(app: App, page: str, files: Sequence[Path]) -> bytes:
    """One page, drawn to its end."""
    if page in ("start", "wizard"):
        app.open("/")
        if page == "wizard":
            app.upload(*files)
    else:
        app.open(f"/{page}?w=demo")
    # The page scrolls inside the window: a window as high as the page shows all of it.
    measure = "document.querySelector('[data-testid=stMain]').scrollHeight"
    width = app.page.viewport_size["width"] if app.page.viewport_size else WIDTHS[-1]
    shown = 0
    while (height := max(app.page.evaluate(measure), 700)) != shown:
        app.page.set_viewport_size({"width": width, "height": height})
        app.settle()
        shown = height
    return app.page.screenshot()


def wanted(chosen: argparse.Namespace) -> Iterator[tuple[str, str, int]]:
    """Language, theme and width of each visitor."""
    for language, theme, width in itertools.product(i18n.LANGUAGES, THEMES, WIDTHS):
        pairs = (chosen.language, language), (chosen.theme, theme), (chosen.width, width)
        if all(asked in (None, offered) for asked, offered in pairs):
            yield language, theme, width


def take(browser: Browser, address: str, chosen: argparse.Namespace, files: Sequence[Path]) -> None:
    """Every picture that was asked for; says what went wrong on a page."""
    for language, theme, width in wanted(chosen):
        for page in [one for one in pages() if chosen.only in (None, one)]:
            with tab(browser, address, language, width=width, theme=theme) as app:
                picture = FOLDER / f"{page}-{language}-{theme}-{width}.png"
                picture.write_bytes(taken(app, page, files))
                print(picture.relative_to(ROOT), *app.problems, flush=True)


def main() -> None:
    """Take the pictures that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=pages())
    parser.add_argument("--width", type=int)
    parser.add_argument("--language", choices=list(i18n.LANGUAGES))
    parser.add_argument("--theme", choices=THEMES)
    chosen = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = [
            uploads.csv(folder, "visitas.csv", uploads.EVENTS, "cp1252"),
            uploads.xlsx(folder, "pesquisa.xlsx", uploads.ANSWERS),
        ]
        with server(folder) as address, chromium() as browser:
            take(browser, address, chosen, files)


if __name__ == "__main__":
    main()
