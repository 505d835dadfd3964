"""What Streamlit does not let a page say in its own words: the document's language, built-in texts."""

import json

import streamlit as st

from touchpoints import i18n
from touchpoints.charting import PALETTES
from touchpoints.i18n import _
from touchpoints.ui import builtin

_STYLE = """<style>
.block-container {{ padding-top: 3.25rem; max-width: 1280px; }}
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"]::after {{ content: {browse}; }}
[data-testid="stFileUploaderDropzoneInstructions"] span {{ display: none; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: {limit}; font-size: .875rem; }}
[data-testid="stFileUploader"]:has([aria-invalid="true"])::after {{
  content: {not_accepted}; display: block; margin-top: .5rem; font-size: .875rem; color: {wrong};
}}
[data-testid="stTooltipErrorContent"] {{ display: none; }}
/* The browser would write formulas as they are, and nobody would note it: ours are below each table. */
[data-testid="stElementToolbarButton"]:has(:is([aria-label^="Download as CSV"], [aria-label^={as_csv}])) {{
  display: none;
}}
[data-testid="stMultiSelect"] [data-tag] {{
  background: {tag}; color: {on_tag};
}}
[data-testid="stMultiSelect"] [data-tag] * {{ color: inherit; }}
[data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primary"] * {{ color: {on_primary}; }}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] > * {{ color: {quiet}; opacity: 1; }}
:is([data-testid="stPopoverButton"], [data-testid$="-tertiary"], [data-testid$="-secondary"]):is(
  :hover, :focus, :active, [aria-expanded="true"]):not(:disabled) :is(p, span) {{ color: {ink}; }}
[kind="tertiary"]:hover p {{ text-decoration: underline; text-underline-offset: 3px; }}
:is(a, button, summary, [role="radio"], [role="option"], [role="button"], [tabindex="0"]):focus-visible {{
  outline: 2px solid {accent} !important; outline-offset: 2px;
}}
.stMarkdownColoredText:has(> .stMarkdownColoredBackground) {{
  text-decoration: underline 2px; text-underline-offset: 3px;
}}
.stMarkdownColoredText > .stMarkdownColoredBackground {{ color: {ink}; }}
h1, h2, h3, h4 {{ text-wrap: balance; }}
[data-testid="stMetric"] .stMarkdownEllipsis, [data-testid="stMetric"] .stMarkdownEllipsis p {{
  white-space: normal; overflow: visible;
}}
[data-testid="stMetric"] div:has(> [data-testid="stMetricDelta"]) {{ flex-wrap: wrap; }}
/* Tiles are equally wide, two of them even on a phone; switches are as high as the lists beside them. */
[data-testid="stElementContainer"]:has(> [data-testid="stMetric"]) {{ flex: 1 1 9rem; }}
[data-testid="stMetric"] > div:only-child {{
  height: 100%; display: flex; flex-direction: column; justify-content: space-between;
}}
[data-testid="stButtonGroup"] button {{ min-height: 2.5rem; }}
/* Tiles with a course: figures and lines on one height, whether a title takes one line or two. */
.st-key-pulse [data-testid="stMetric"] {{ display: flex; flex-direction: column; justify-content: space-between; }}
.st-key-pulse [data-testid="stMetricLabel"] {{ min-height: 2.4rem; align-items: start; }}
/* The menu of a chart stands to the right of its definition, where there is room for both. */
[class*="st-key-definition"] > :first-child {{ flex: 1 1 20rem; }}
[class*="st-key-definition"] > :last-child {{ margin-top: -.5rem; }}
/* A shadow at the edge over which a table goes on. */
[data-testid="stDataFrame"] {{ timeline-scope: --sideways; }}
.dvn-scroller {{ scroll-timeline: --sideways x; }}
[data-testid="stDataFrame"]::after {{
  content: ""; position: absolute; inset: 1px 1px 1px auto; width: 1.75rem; pointer-events: none; opacity: 0;
  background: linear-gradient(to right, transparent, {shadow}); border-radius: 0 .6rem .6rem 0;
  animation: goes-on linear both; animation-timeline: --sideways;
}}
@keyframes goes-on {{ from, 95% {{ opacity: 1; }} to {{ opacity: 0; }} }}
@media (prefers-reduced-motion: reduce) {{
  *, ::before, ::after {{
    animation-duration: 1ms !important; animation-iteration-count: 1 !important;
    transition-duration: 1ms !important; scroll-behavior: auto !important;
  }}
}}
@media (max-width: 640px) {{
  .block-container {{ padding-left: 1rem; padding-right: 1rem; }}
  h1 {{ font-size: 1.6rem !important; }}
  .st-key-pulse [data-testid="stGridCell"]:last-child:nth-child(odd) {{ grid-column: 1 / -1; }}
  [data-testid="stButtonGroup"] button {{ padding-left: .55rem; padding-right: .55rem; }}
}}
/* What stands below a bar for when its run is stopped. */
[data-testid="stApp"]:not([data-test-script-state="notRunning"]) [class*="st-key-stopped"],
[data-test-script-state="notRunning"] [class*="st-key-working"] [data-testid="stProgress"] {{ display: none; }}
@media print {{ [data-testid="stSidebar"] {{ display: none; }} }}
</style>"""


def _css_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def draw(language: str, *, waits: bool) -> None:
    """Set `<html lang>` and give the built-in English texts of the uploader in our language. While a page
    `waits` for a sign-in its address is remembered."""
    component = st.components.v2.component(
        "chrome", html="<div></div>", js=builtin.SCRIPT, isolate_styles=False
    )
    spoken = {"lang": i18n.LOCALES[language].replace("_", "-"), **builtin.table()}
    component(data={**spoken, "waits": waits}, key="chrome", height=0)
    megabytes = st.get_option("server.maxUploadSize")
    limit = _("or drop them here; up to {megabytes} MB each").format(megabytes=megabytes)
    not_accepted = _(
        "The files in red were not accepted: they are larger than {megabytes} MB, neither CSV nor Excel, or "
        "the disk has too little room for them. Export a shorter period, split the file, or free some space."
    ).format(megabytes=megabytes)
    dark = st.context.theme.type == "dark"
    palette = PALETTES["dark" if dark else "light"]
    style = _STYLE.format(
        browse=_css_text(_("Choose files")),
        limit=_css_text(limit),
        not_accepted=_css_text(not_accepted),
        as_csv=_css_text(_("Download as CSV")),
        quiet=palette.quiet,
        accent=palette.accent,
        ink=palette.ink,
        wrong="#ff8f80" if dark else "#b3261e",
        shadow="#00000099" if dark else "#1c252640",
        on_primary="#0c2522" if dark else "#ffffff",
        tag="#1f4a46" if dark else "#d3e6e2",
        on_tag="#e9eeec" if dark else "#123632",
    )
    st.html(style)
