"""A table as CSV and XLSX. Text that a spreadsheet would run as a formula is made plain text."""

import io

import pandas as pd

# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralise(value: object) -> object:
    """The value, with an apostrophe before text that a spreadsheet would take for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    columns = [
        column if pd.api.types.is_numeric_dtype(column) else column.map(neutralise)
        for _, column in table.items()
    ]
    safe = pd.concat(columns, axis="columns") if columns else table.copy()
    return safe.set_axis([neutralise(name) for name in table.columns], axis="columns")


# A spreadsheet in Brazil or Spain splits lines at semicolons, since the comma is its decimal mark.
MARKS = {"pt": (";", ","), "es": (";", ","), "en": (",", ".")}


def csv(table: pd.DataFrame, language: str = "en") -> bytes:
    """UTF-8 with a byte order mark, so that a spreadsheet opens accents right, and with the separator and
    the decimal mark of the language, so that it opens columns and numbers right with a double click.

    Lines end in CR LF, so that a lone CR in a cell is quoted too and starts no row of its own.
    """
    separator, decimal = MARKS[language]
    text = _safe(table).to_csv(index=False, lineterminator="\r\n", sep=separator, decimal=decimal)
    return text.encode("utf-8-sig")


def xlsx(table: pd.DataFrame) -> bytes:
    """One sheet, the header frozen, columns as wide as what they hold."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        safe = _safe(table)
        safe.to_excel(writer, index=False, sheet_name="Touchpoints", freeze_panes=(1, 0))
        writer.sheets["Touchpoints"].autofit()
    return file.getvalue()
