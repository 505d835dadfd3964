"""What was understood of a table, in the words of its reader."""

from textwrap import shorten

from touchpoints import i18n
from touchpoints.i18n import _, label, ngettext
from touchpoints.importing.mapping import Proposal
from touchpoints.importing.sniff import Table
from touchpoints.model import Kind


def column_title(table: Table, column: str) -> str:
    """A column as its file calls it; those of a chat are called by us."""
    return _(column) if table.container == "chat" else column


def taken(table: Table, proposal: Proposal) -> str:
    """Which column was taken for what, in one line."""
    titles = noun_titles()
    taken = {
        noun: column_title(table, column)
        for noun, column in proposal.mapping.columns.items()
        if noun in titles
    }
    dates = ", ".join(moment.column for moment in proposal.mapping.moments)
    named = {titles["occurred_at"]: dates} if dates else {}
    named |= {titles[n]: shorten(c, 60, placeholder="…") for n, c in taken.items()}
    named |= {titles[noun]: label(text) for noun, text in proposal.mapping.constants.items()}
    return " · ".join(f"{title}: {column}" for title, column in named.items())


def unused(table: Table, proposal: Proposal) -> str:
    """Which columns nothing is taken from, in one line; "" where there are none."""
    used = proposal.mapping.used
    left = [column_title(table, one) for one in table.columns if one not in used]
    if not left or table.container == "chat":
        return ""
    return _("Not used: {columns}.").format(columns=shorten(", ".join(left), 160, placeholder="…"))


def rows(table: Table) -> str:
    """How many rows a table has."""
    return ngettext("one row", "{count} rows", table.rows)


def understood(table: Table, proposal: Proposal) -> str:
    """How the file was read, in one line."""
    facts = [rows(table)]
    if table.header_row:
        facts.append(_("header in row {row}").format(row=i18n.number(table.header_row)))
    if table.encoding:
        facts.append(_("letters encoded as {name}").format(name=table.encoding))
    if table.delimiter:
        marks = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
        mark = marks.get(table.delimiter, table.delimiter)
        facts.append(_("separated by {mark}").format(mark=mark))
    told = [*(_(note) for note in table.notes), *(note.sentence() for note in proposal.notes)]
    return " · ".join([*facts, *told])


def noun_titles() -> dict[str, str]:
    """What the columns can mean, as a person would say it."""
    return {
        "occurred_at": _("When"),
        "person": _("Who (customer)"),
        "answered_at": _("When"),
        "channel": _("Channel"),
        "touchpoint": _("Touchpoint (what happened)"),
        "stage": _("Journey stage"),
        "value": _("Value"),
        "score": _("Score"),
        "comment": _("Comment"),
    }


def kind_titles() -> dict[Kind, str]:
    """What a table can hold, in a word or two."""
    return {
        "events": _("Events"),
        "answers": _("Answers"),
        "aggregate": _("Totals"),
        "unusable": _("Skip"),
    }


def kind_told(kind: Kind) -> str:
    """What the rows of such a table are."""
    told: dict[Kind, str] = {
        "events": _("One row per contact: who, when, where."),
        "answers": _("Scores and comments of people who were asked."),
        "aggregate": _("Figures without people."),
        "unusable": _("Nothing of this table is loaded."),
    }
    return told[kind]
