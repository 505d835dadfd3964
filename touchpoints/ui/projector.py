"""A page for a projector: nothing but the scene, large type, charts as large as fits, keys for its buttons."""

import streamlit as st

from touchpoints.charting import PALETTES
from touchpoints.i18n import _
from touchpoints.ui import charts

# Streamlit offers no keys that work everywhere on a page, and only a press in the browser fills the screen.
_SCRIPT = """
const BUTTONS = {
  ArrowRight: "forward", PageDown: "forward", ArrowLeft: "back", PageUp: "back",
  r: "restart", Home: "restart", h: "names", Escape: "leave",
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen()
}

function press(event) {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable=true]")
  if (writing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (key === "f") return fullScreen()
  const name = /^[1-9]$/.test(key) ? "choice_" + key : BUTTONS[key]
  const button = name && document.querySelector(".st-key-story_" + name + " button:not(:disabled)")
  if (!button) return
  event.preventDefault()
  button.click()
}

let fitted = "", tries = 0

function fit() {
  const root = document.documentElement
  const bar = document.querySelector(".st-key-story_bar")?.getBoundingClientRect().height
  if (bar) root.style.setProperty("--story-bar", bar + "px")
  const chart = document.querySelector(".st-key-story [data-testid=stVegaLiteChart]")
  const drawing = chart?.querySelector("svg")
  if (!drawing) return
  const scene = location.search + innerWidth + "x" + innerHeight
  if (scene !== fitted) { fitted = scene; tries = 0 }
  if (tries > 5) return
  const before = Number(root.style.getPropertyValue("--story-zoom")) || 1
  const height = chart.getBoundingClientRect().height
  const others = document.querySelector(".st-key-story_scene").getBoundingClientRect().height - height
  const room = innerHeight - bar - 1.7 * parseFloat(getComputedStyle(root).fontSize) - others
  const most = Math.min(2, Math.max(1, innerWidth / 960))
  const least = innerWidth < 700 ? 1 : 0.85
  const zoom = Math.min(most, Math.max(least, before * room / height))
  if (Math.abs(zoom - before) < 0.03) return
  tries += 1
  root.style.setProperty("--story-zoom", zoom)
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector(".full-screen")
  button.textContent = data.label
  button.onclick = fullScreen
  const watch = new ResizeObserver(fit)
  const scene = document.querySelector(".st-key-story_scene")
  if (scene) watch.observe(scene)
  addEventListener("resize", fit)
  document.addEventListener("keydown", press)
  return () => {
    watch.disconnect()
    removeEventListener("resize", fit)
    document.removeEventListener("keydown", press)
  }
}
"""

_STYLE = """<style>
html {{ font-size: clamp(16px, 7px + 1.1vw, 30px); }}
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"],
[data-testid="stExpandSidebarButton"] {{ display: none; }}
.block-container {{ max-width: min(64rem, 94vw); padding: .5rem 1rem calc(var(--story-bar, 4.5rem) - .5rem); }}
.st-key-story {{ min-height: calc(100dvh - 2.1rem - var(--story-bar, 4.5rem)); justify-content: center; }}
.st-key-story h1 {{ font-size: 3rem !important; line-height: 1.15; }}
.st-key-story h2 {{ font-size: 1.7rem !important; line-height: 1.2; padding: 0; }}
.st-key-story h2, .st-key-story h1 {{ text-wrap: pretty; }}
.st-key-story [data-testid="stMarkdownContainer"] p {{ font-size: 1.15rem; }}
.st-key-story [data-testid="stCaptionContainer"] p {{ font-size: .9rem; }}
.st-key-story_reveal {{ gap: .4rem; }}
.st-key-story_reveal h2 {{ font-size: 1.5rem !important; padding-bottom: .9rem; }}
.st-key-story blockquote p {{ font-size: 1.9rem !important; line-height: 1.35; }}
.st-key-story blockquote {{ border-left-width: .3rem; opacity: 1; }}
.st-key-story li {{ font-size: 1.25rem; }}
.st-key-story_bar {{ position: fixed; left: 0; right: 0; bottom: 0; z-index: 10; padding: .5rem 1rem;
  background: {paper}; border-top: 1px solid {line}; width: 100vw; }}
.st-key-story [data-testid="stElementContainer"]:has([data-testid="stVegaLiteChart"]) {{
  width: calc(100% / var(--story-zoom, 1)); }}
.st-key-story [data-testid="stVegaLiteChart"] svg {{ zoom: var(--story-zoom, 1); }}
.full-screen {{ all: unset; cursor: pointer; font-size: .875rem; white-space: nowrap; }}
.full-screen:focus-visible {{ outline: 2px solid {accent}; outline-offset: .2rem; }}
@media (max-width: 640px) {{
  .block-container {{ padding-bottom: 8rem; }}
  .st-key-story {{ min-height: calc(100dvh - 12rem); }}
  .st-key-story h1 {{ font-size: 1.9rem !important; }}
  .st-key-story h2, .st-key-story blockquote p {{ font-size: 1.35rem !important; }}
  .st-key-projector {{ display: none; }}
}}
</style>"""


def dress() -> None:
    """Hide what is not the scene, and let its type grow with the screen."""
    palette = PALETTES[charts.look().theme]
    st.html(_STYLE.format(paper=palette.paper, line=palette.line, accent=palette.accent))


def buttons() -> None:
    """Keys that press the buttons of the page, and the button that fills the screen."""
    component = st.components.v2.component(
        "projector",
        html='<button class="full-screen" type="button"></button>',
        js=_SCRIPT,
        isolate_styles=False,
    )
    component(data={"label": _("Full screen")}, key="projector", width="content")
