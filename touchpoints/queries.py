"""Load a file of `queries/`, put its fragments before it, bind its values, run it.

A file begins with a header of comments: the question in one sentence; the grain and the columns
("One row per step: step, people."); the rule that a reader would otherwise guess; then `uses:` (the
fragments) and `params:` (the values it binds). Fragments begin with "_" and are leading CTEs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

FOLDER = Path(__file__).resolve().parents[1] / "queries"
SEGMENT = "_filtered_segment"
_BOUND = re.compile(r"\$([a-z_][a-z0-9_]*)")


@dataclass(frozen=True)
class Query:
    """A file of `queries/`: its header, taken apart, and its body."""

    name: str
    question: str
    grain: str
    uses: tuple[str, ...]
    params: tuple[str, ...]
    body: str


def read(path: Path) -> Query:
    """Take one file apart; ValueError where its header breaks the rules."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line[2:].strip() for line in lines if line.startswith("--")]
    body = "\n".join(line for line in lines if not line.startswith("--")).strip()
    sentences = [line for line in header if not line.startswith(("uses:", "params:"))]
    query = Query(
        name=path.stem,
        question=sentences[0] if sentences else "",
        grain=next((line for line in sentences if line.startswith("One row per ")), ""),
        uses=_listed(header, "uses:"),
        params=_listed(header, "params:"),
        body=body,
    )
    for problem in _broken_rules(query):
        raise ValueError(f"{path.name}: {problem}")
    return query


def _listed(header: list[str], label: str) -> tuple[str, ...]:
    named = (line.removeprefix(label) for line in header if line.startswith(label))
    return tuple(word.strip() for line in named for word in line.split(",") if word.strip())


def _broken_rules(query: Query) -> list[str]:
    is_fragment = query.name.startswith("_")
    rules = {
        "the header asks no question": is_fragment or query.question.endswith("?"),
        "the header does not say the grain": bool(query.grain),
        "the body does not begin with `with`": is_fragment or query.body.startswith("with "),
        f"params: {', '.join(query.params)} are not what the body binds": set(query.params)
        == set(_BOUND.findall(query.body)),
    }
    return [problem for problem, holds in rules.items() if not holds]


def path_of(name: str, engine: str | None = "duckdb") -> Path:
    """The engine's own form of a query where there is one, else the portable one."""
    special = FOLDER / engine / f"{name}.sql" if engine else None
    return special if special and special.exists() else FOLDER / f"{name}.sql"


@lru_cache
def compose(
    name: str, engine: str | None = "duckdb", *, of_segment: bool = False
) -> tuple[str, frozenset[str]]:
    """The whole SQL of a query and the names it binds; `engine` None asks for the portable form.

    With `of_segment` the tables of what people did and said hold those of a segment only.
    """
    query = read(path_of(name, engine))
    order: list[Query] = []

    def add(fragment: str) -> None:
        found = read(path_of(fragment, engine))
        for needed in found.uses:
            add(needed)
        if found not in order:
            order.append(found)

    for fragment in (SEGMENT, *query.uses) if of_segment else query.uses:
        add(fragment)
    ctes = [fragment.body for fragment in order] + [query.body.removeprefix("with ")]
    bound = {name for part in [*order, query] for name in part.params}
    return "with " + ",\n".join(ctes), frozenset(bound)


def run(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    values: Mapping[str, object],
    *,
    engine: str | None = "duckdb",
) -> pa.Table:
    """Run a query. TypeError where a value is missing or one too many is given."""
    sql, bound = compose(name, engine, of_segment="segment_facts" in values)
    if bound != set(values):
        raise TypeError(f"{name}.sql binds {sorted(bound)}, given were {sorted(values)}")
    return cursor.sql(sql, params=dict(values)).to_arrow_table()
