"""What stands below the rows of a table: totals and notes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from touchpoints.i18n import N_
from touchpoints.importing import names
from touchpoints.importing.cells import text
from touchpoints.importing.layout import type_of

TOTALS = N_("A row of totals.")
NOTES = N_("A note below the table.")
MOST = 50
_TOTAL_NAMES = frozenset({
    "total", "totals", "totais", "totales", "total geral", "total general", "grand total", "gran total", "soma",
    "suma", "sum", "subtotal", "sub total", "total de vendas", "total de ventas", "valor total",
    "total do periodo", "total del periodo",
})  # fmt: skip
_TOTAL_BEGINS = frozenset(name[:3] for name in _TOTAL_NAMES)
_NOTE_BEGINS = (
    "fonte", "fuente", "source", "nota", "note", "obs", "gerado", "generado", "generated", "exportado", "exported",
    "emitido", "relatorio", "reporte", "report", "pagina", "page", "total de registros", "total de linhas",
    "filtros", "filters", "atualizado", "actualizado",
)  # fmt: skip


def without(
    records: Iterable[tuple[int, Sequence[object]]], width: int, left: Counter[str]
) -> Iterator[tuple[int, Sequence[object]]]:
    """The records of a table without the totals and the notes below its last row; `left` counts what was
    left out."""
    held: list[tuple[int, Sequence[object]]] = []
    for record in records:
        cells = record[1]
        first = cells[0] if cells else None
        is_plain = (
            first not in ("", None)
            and len(cells) > 1
            and cells[1] not in ("", None)
            and not (first.__class__ is str and first[:3].lower() in _TOTAL_BEGINS)
        )
        if not is_plain and len(held) < MOST and (_is_note(cells, width) or _is_total(cells)):
            held.append(record)
            continue
        yield from held
        held.clear()
        yield record
    yield from _not_below(held, left)


def _not_below(
    held: Sequence[tuple[int, Sequence[object]]], left: Counter[str]
) -> Iterator[tuple[int, Sequence[object]]]:
    """What of the last records is a row after all."""
    is_below = False
    for record in held:
        told = [text(cell).strip() for cell in record[1] if text(cell).strip()]
        if not told:
            is_below = True
        elif _is_total(record[1]):
            is_below = True
            left[TOTALS] += 1
        elif is_below or names.plain(told[0]).startswith(_NOTE_BEGINS):
            is_below = True
            left[NOTES] += 1
        else:
            yield record


def _is_note(cells: Sequence[object], width: int) -> bool:
    filled = sum(bool(text(cell).strip()) for cell in cells)
    return not filled or (filled == 1 and width >= 3)


def _is_total(cells: Sequence[object]) -> bool:
    told = [text(cell).strip() for cell in cells]
    label = next((cell for cell in told[:3] if cell), "")
    return names.plain(label) in _TOTAL_NAMES and any(type_of(cell) == "number" for cell in told)
