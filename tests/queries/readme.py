"""Write `queries/README.md` from the headers: `python -m tests.queries.readme`."""

from pathlib import Path

from touchpoints.queries import FOLDER, Query, read
from touchpoints.walks import FORMS

README = FOLDER / "README.md"
OPENING = """\
# Queries

One question per file; the name is the answer. This page is written from the headers by
`python -m tests.queries.readme`.

- `NAME.sql` is portable SQL in DuckDB's dialect and the truth. It reads the views `events` and `survey_answers`.
- The fast form of a query reads the packed tables: `duckdb/NAME.sql` in SQL, or a function of `touchpoints/walks/`
  that walks them in numpy. Tests hold it equal to the portable one.
- Names that begin with `_` are fragments, put in front of a query as leading CTEs; only `_filtered_*` read tables.
- A header says the question, the grain ("One row per ...: columns."), the rule that a reader would guess wrong,
  then `uses:` (fragments) and `params:` (values bound by name).
"""


def files() -> list[Path]:
    """Every query and fragment, the portable ones first."""
    return [*sorted(FOLDER.glob("*.sql")), *sorted(FOLDER.glob("duckdb/*.sql"))]


def text() -> str:
    """What the page should say."""
    found = [read(path) for path in files()]
    fast = {path.stem: "SQL" for path in FOLDER.glob("duckdb/*.sql")} | dict.fromkeys(FORMS, "walk")
    whole = {query.name: query for query in reversed(found) if not query.name.startswith("_")}
    parts = {query.name: query for query in reversed(found) if query.name.startswith("_")}
    return (
        OPENING
        + "\n## Questions\n| file | question | a row is | fast form |\n|---|---|---|---|\n"
        + "".join(_row(whole[name], fast) for name in sorted(whole))
        + "\n## Fragments\n| file | what it gives | a row is | fast form |\n|---|---|---|---|\n"
        + "".join(_row(parts[name], fast) for name in sorted(parts))
    )


def _row(query: Query, fast: dict[str, str]) -> str:
    grain = query.grain.removeprefix("One row per ").rstrip(".")
    return f"| {query.name} | {query.question} | {grain} | {fast.get(query.name, '')} |\n"


if __name__ == "__main__":
    README.write_text(text(), encoding="utf-8")
