"""Streamlit's own words (menus, toolbars, date picker), which it says in English, in our languages.

They are replaced in the browser: the script watches the page and looks names, hints and the texts of
Streamlit's own parts up in this table. What a visitor's file says is not looked up.
"""

from touchpoints import i18n
from touchpoints.i18n import N_, _, once_a_language

WORDS = (
    N_("About"),
    N_("Add files"),
    N_("An error has occurred, please try again."),
    N_("App pages"),
    N_("Autosize"),
    N_("Cancel"),
    N_("Choose an option"),
    N_("Choose date range"),
    N_("Choose options"),
    N_("Clear all"),
    N_("Clear dates"),
    N_("Clear selection"),
    N_("Clear value"),
    N_("Close"),
    N_("Close Search"),
    N_("Close fullscreen"),
    N_("Collapse sidebar"),
    N_("Connecting"),
    N_("Connection error"),
    N_("Copy Vega-Lite spec"),
    N_("Copy column name"),
    N_("Copy to clipboard"),
    N_("Copy version to clipboard"),
    N_("Dark"),
    N_("Dataframe column menu"),
    N_("Decrement"),
    N_("Dismiss"),
    N_("Download as CSV"),
    N_("Download as PNG"),
    N_("Expand sidebar"),
    N_("Format"),
    N_("Fullscreen"),
    N_("Hide column"),
    N_("Increment"),
    N_("Light"),
    N_("Link to heading"),
    N_("Logo"),
    N_("Main menu"),
    N_("Navigate to home page"),
    N_("Next Result"),
    N_("Next month"),
    N_("Next page"),
    N_("No results"),
    N_("Open"),
    N_("Pagination"),
    N_("Pin column"),
    N_("Press Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Previous Result"),
    N_("Previous month"),
    N_("Previous page"),
    N_("Print"),
    N_("Record screen"),
    N_("Record a screencast"),
    N_("Running..."),
    N_("Scroll tabs left"),
    N_("Scroll tabs right"),
    N_("Search"),
    N_("Select all"),
    N_("Selected values"),
    N_("Show chart"),
    N_("Show data"),
    N_("Show/hide columns"),
    N_("Sidebar"),
    N_("Skip to main content"),
    N_("Sort ascending"),
    N_("Sort descending"),
    N_("Stop"),
    N_("Stop script"),
    N_("Streamlit server is not responding. Are you connected to the internet?"),
    N_("System"),
    N_("Theme"),
    N_("Type to search"),
    N_("Unpin column"),
    # What the line of a tile is called; Streamlit offers no name for it.
    N_("Vega visualization"),
    N_("Use arrow keys to navigate dates. Enter to select. Escape to close."),
    N_("file upload"),
)
# Where the words stand around something else, which may again be one of these.
AROUND = (
    N_("Choose date range, {rest}"),
    N_("Copy Vega-Lite spec: {rest}"),
    N_("Download as PNG: {rest}"),
    N_("Fullscreen: {rest}"),
    N_("Close fullscreen: {rest}"),
    N_("Help for {rest}"),
    N_("Made with Streamlit {rest}"),
    N_("Remove {rest}"),
    N_("Show chart: {rest}"),
    N_("Show data: {rest}"),
    N_("day, {rest}"),
    N_("month, {rest}"),
    N_("year, {rest}"),
    N_("{rest} end date"),
    N_("{rest} start date"),
)

# Names and hints anywhere; texts only inside these parts, which are Streamlit's.
SCRIPT = """
const TEXTS = '[data-testid=stMainMenuPopover], [data-testid=stTooltipContent], [role=tooltip],' +
  '[data-testid$=Dropdown], [data-testid=stDataFrameColumnMenu], [data-testid^=stDataFrameColumn],' +
  '[data-testid=InputInstructions], [data-testid=stDateInputCalendar], [data-testid=stStatusWidget],' +
  '[data-testid=stConnectionStatus], [data-testid=stSkipToContent], [role=dialog] h2, .gdg-search-status'
const NAMES = ['aria-label', 'title', 'placeholder', 'alt']
const NOT_OURS = 'svg, [data-tag], [role=option], td'
const MOST_PARTS = 50
const shown = new WeakMap()
let words = {}, around = [], upload = '', months = {}, watching = false

// Streamlit writes the figures of tables in the browser's language: it is the visitor's choice that counts.
function speak(lang) {
  document.documentElement.lang = lang
  if (navigator.languages[0] === lang) return
  Object.defineProperty(navigator, 'language', { get: () => lang, configurable: true })
  Object.defineProperty(navigator, 'languages', { get: () => [lang], configurable: true })
}

// A field of a date says its month in English whatever the language: "02 \u2013 February".
function nameMonth(field) {
  const [number, name] = field.getAttribute('aria-valuetext').split(' \u2013 ')
  if (Object.hasOwn(months, name)) field.setAttribute('aria-valuetext', `${number} \u2013 ${months[name]}`)
}

function translated(text) {
  if (Object.hasOwn(words, text)) return words[text]
  for (const [[before, after], [ours, rest]] of around) {
    if (text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after))
      return ours + translated(text.slice(before.length, text.length - after.length)) + rest
  }
  return text
}

// "5.1KB": English decimals, and no space before the unit.
function size(text) {
  const [, number, unit] = /^([0-9.]+)([KMGT]?B)$/.exec(text) ?? []
  return unit ? `${Number(number).toLocaleString(document.documentElement.lang)} ${unit}` : text
}

function replace(owner, slot, read, write) {
  const now = read(), kept = shown.get(owner) ?? {}
  const english = kept[slot]?.ours === now ? kept[slot].english : now
  const ours = translated(english)
  if (ours !== english) { kept[slot] = { english, ours }; shown.set(owner, kept) }
  if (ours !== now) write(ours)
}

// What a selector finds in these parts of the page, themselves included.
const among = (parts, selector) =>
  parts.flatMap(part => [...(part.matches(selector) ? [part] : []), ...part.querySelectorAll(selector)])

// The texts inside what a selector finds there, or inside the parts themselves where they stand in such a thing.
function* texts(parts, selector) {
  const inside = parts.filter(part => part.parentElement?.closest(selector))
  for (const part of [...inside, ...among(parts, selector)]) {
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) yield walk.currentNode
  }
}

function scan(parts) {
  for (const element of among(parts, NAMES.map(name => `[${name}]`).join())) {
    if (element.closest(NOT_OURS)) continue
    for (const name of NAMES)
      if (element.hasAttribute(name))
        replace(element, name, () => element.getAttribute(name), text => element.setAttribute(name, text))
  }
  among(parts, '[data-type=month][aria-valuetext]').forEach(nameMonth)
  for (const node of texts(parts, TEXTS))
    replace(node, 'text', () => node.nodeValue, text => { node.nodeValue = text })
  for (const node of texts(parts, '[data-testid=stFileChip]')) {
    const text = size(node.nodeValue)
    if (text !== node.nodeValue) node.nodeValue = text
  }
  // A chart is named by what holds it; its marks would be read as nameless graphics.
  for (const drawing of among(parts, 'svg.marks'))
    if (!drawing.hasAttribute('aria-hidden')) drawing.setAttribute('aria-hidden', 'true')
  for (const button of among(parts, '[data-testid=stFileUploaderDropzone] button'))
    if (button.getAttribute('aria-label') !== upload) button.setAttribute('aria-label', upload)
}

// A sign-in leads back to the start, whatever page was asked for: this tab remembers it meanwhile.
function comeBack(waits) {
  const place = 'asked for before signing in', here = location.pathname + location.search
  if (waits && here !== '/') sessionStorage.setItem(place, here)
  if (waits) return
  const asked = sessionStorage.getItem(place)
  sessionStorage.removeItem(place)
  if (asked && here === '/') location.replace(location.origin + asked)
}

export default function ({ data }) {
  comeBack(data.waits)
  speak(data.lang)
  words = data.words
  months = data.months
  around = data.around
  upload = data.upload
  scan([document.body])
  if (watching) return
  watching = true
  const changed = new Set()
  new MutationObserver(records => {
    if (!changed.size) requestAnimationFrame(() => {
      const parts = [...changed].filter(part => part.isConnected)
      changed.clear()
      scan(parts.length > MOST_PARTS ? [document.body] : parts)
    })
    for (const { target, addedNodes } of records)
      for (const node of addedNodes.length ? addedNodes : [target])
        changed.add(node instanceof Element ? node : node.parentElement ?? document.body)
  }).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true,
    attributeFilter: [...NAMES, 'aria-valuetext'],
  })
}
"""


@once_a_language
def table() -> dict[str, object]:
    """What the script looks up, in the language in use."""
    return {
        "words": {word: _(word) for word in WORDS},
        "around": [[one.split("{rest}"), _(one).split("{rest}")] for one in AROUND],
        "upload": _("Choose files"),
        "months": dict(zip(i18n.months("en"), i18n.months(i18n.language()), strict=True)),
    }
