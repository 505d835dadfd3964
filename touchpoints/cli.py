"""`python -m touchpoints import|run|report|project`: the same functions without a screen, for scheduled loads.

Exit 0: done. 2: a question must be answered, nothing was loaded. 3: refused, nothing was changed.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from touchpoints import room, workspaces
from touchpoints.analyses import command as analyses
from touchpoints.errors import AnswerNeeded, FileRefused, UserError, WorkspaceNotFound
from touchpoints.exports import command as reports
from touchpoints.exports import project_command
from touchpoints.i18n import N_, _
from touchpoints.importing import load, mapping, memory, sniff, typed
from touchpoints.importing.load import Accepted, Report
from touchpoints.importing.mapping import Proposal
from touchpoints.importing.sniff import Table
from touchpoints.model import ANSWER_NOUNS, EVENT_NOUNS, DateOrder, Kind

DONE, ASKED, REFUSED = 0, 2, 3


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(prog="touchpoints", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    add_import(commands)
    analyses.add_parser(commands)
    reports.add_parser(commands)
    project_command.add_parser(commands)
    arguments = parser.parse_args(words)
    try:
        if arguments.command == "import":
            return run_import(arguments)
        return int(arguments.run(arguments))
    except AnswerNeeded as question:
        print(question, file=sys.stderr)
        return ASKED
    except UserError as refusal:
        print(refusal.sentence(), file=sys.stderr)
        return REFUSED


def add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The arguments of `import`."""
    command = commands.add_parser("import", help="load files into a workspace")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--workspace", required=True, type=Path, metavar="DIR")
    command.add_argument("--kind", choices=("events", "answers", "aggregate"))
    command.add_argument(
        "--map", action="append", default=[], metavar="NOUN=COLUMN", dest="mapped",
        help="which column a noun is; NOUN= alone leaves the noun out",
    )  # fmt: skip
    command.add_argument("--date-order", choices=("dmy", "mdy", "ymd"))
    held = command.add_mutually_exclusive_group()
    for word, told in (
        ("skip", "leave out the rows that the workspace already holds"),
        ("replace", "replace what earlier files of this kind hold of the period of the file"),
        ("again", "load rows that the workspace already holds once more"),
    ):
        held.add_argument(
            f"--{word}", action="store_const", const=word, dest="repeat", default="ask", help=told
        )
    command.add_argument(
        "--keep", action="append", default=[], metavar="COLUMN",
        help="keep a column of personal data, which is left out otherwise",
    )  # fmt: skip
    command.add_argument(
        "--json", action="store_true", help="one object per file or sheet, one a line"
    )


def run_import(arguments: argparse.Namespace) -> int:
    """Load the files: all of them or none."""
    judged = [_judge(path, arguments) for path in arguments.files]
    refusals = [each.refusal for each in judged if each.refusal]
    problems = [*refusals, *(each.question for each in judged if each.question)]
    accepted = [table for each in judged for table in each.accepted]
    for each in judged:
        for report in each.unloaded:
            print_report(report, as_json=arguments.json)
    if problems:
        for table in accepted:
            print_report(load.unloaded(table), as_json=arguments.json)
        raise problems[0]
    try:
        reports = _load(arguments.workspace, accepted)
    except UserError as error:
        for table in accepted:
            print_report(load.unloaded(table, error), as_json=arguments.json)
        raise
    for report in reports:
        print_report(report, as_json=arguments.json)
    return DONE


@dataclass(frozen=True)
class _Judged:
    """What can be loaded of one file, what cannot, and what stands in the way of all of it."""

    accepted: list[Accepted]
    unloaded: list[Report]
    question: UserError | None = None
    refusal: UserError | None = None


def _judge(path: Path, arguments: argparse.Namespace) -> _Judged:
    """A sheet that holds no events or answers is left out where another sheet does."""
    if not path.is_file():
        raise FileRefused(N_("There is no file {file}. Check the name."), file=str(path))
    room.require_for_file(path.stat().st_size)
    try:
        tables = sniff.read(path)
    except FileRefused as refusal:
        return _Judged([], [load.unreadable(path.name, refusal)], refusal=refusal)
    accepted: list[Accepted] = []
    unloaded: list[Report] = []
    questions: list[UserError] = []
    refusals: list[UserError] = []
    for table in tables:
        each = accept(table, _proposal(table, arguments), arguments.date_order)
        kept = tuple(_column(name, table) for name in arguments.keep)
        each = replace(
            each,
            repeat=arguments.repeat,
            mapping=replace(each.mapping, kept=kept or each.mapping.kept),
        )
        try:
            load.settle(each)
        except AnswerNeeded as question:
            questions.append(question)
            unloaded.append(load.unloaded(each, question))
        except UserError as refusal:
            refusals.append(refusal)
            unloaded.append(load.unloaded(each, refusal))
        else:
            if table.aside and len(tables) > 1:
                unloaded.append(load.unloaded(each))
            else:
                accepted.append(each)
    if any(each.mapping.kind != "aggregate" for each in accepted):
        totals = [each for each in accepted if typed.is_beside(each)]
        unloaded += [load.unloaded(each) for each in totals]
        accepted = [each for each in accepted if each not in totals]
    if questions:
        return _Judged(accepted, unloaded, question=questions[0])
    return _Judged(accepted, unloaded, refusal=None if accepted or not refusals else refusals[0])


def _load(folder: Path, accepted: Sequence[Accepted]) -> list[Report]:
    """Load into the workspace in a folder, made where there is none and kept only if it is filled."""
    try:
        workspaces.at(folder)
        is_new = False
    except WorkspaceNotFound:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FileRefused(
                N_("{folder} is not a workspace, and it is not empty. Choose another folder."),
                folder=str(folder),
            ) from None
        if folder.exists():
            folder.rmdir()
        workspaces.create(folder.parent, folder.name, identifier=folder.name)
        is_new = True
    try:
        return load.load(folder, accepted)
    except BaseException:
        if is_new:
            workspaces.delete(workspaces.at(folder))
        raise


def _proposal(table: Table, arguments: argparse.Namespace) -> Proposal:
    kind: Kind | None = arguments.kind
    proposal = mapping.propose(table, kind)
    if kind is None:
        before = memory.recall(arguments.workspace, table)
        proposal = mapping.as_before(table, proposal, before)
    columns = dict(_pair(text, table) for text in arguments.mapped)
    return mapping.with_columns(table, proposal, columns, kind) if columns else proposal


def _pair(text: str, table: Table) -> tuple[str, str]:
    noun, separator, column = text.partition("=")
    if not separator or noun not in (*EVENT_NOUNS, *ANSWER_NOUNS):
        raise FileRefused(
            N_("“{text}” is not NOUN=COLUMN with one of the nouns {nouns}."),
            text=text,
            nouns=", ".join(dict.fromkeys((*EVENT_NOUNS, *ANSWER_NOUNS))),
        )
    return noun, column and _column(column, table)


def _column(column: str, table: Table) -> str:
    if column not in table.columns:
        raise FileRefused(
            N_("{file} has no column “{column}”. Its columns are: {columns}."),
            file=table.file,
            column=column,
            columns=", ".join(table.columns),
        )
    return column


def accept(table: Table, proposal: Proposal, date_order: DateOrder | None) -> Accepted:
    """A proposal taken as it is, with the stages that the touchpoints' names tell."""
    accepted = proposal.mapping
    if date_order is not None:
        accepted = replace(accepted, date_order=date_order)
    if "stage" not in accepted.columns and "touchpoint" in accepted.columns:
        told = mapping.propose_stages(mapping.touchpoints(table, accepted))
        told |= accepted.stage_of_touchpoint
        accepted = replace(accepted, stage_of_touchpoint=told)
    return Accepted(
        table, accepted, proposal.recognised_as, proposal.notes, personal=proposal.personal
    )


def print_report(report: Report, *, as_json: bool) -> None:
    """One line of JSON, or a sentence or two."""
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
        return
    sheet = f" ({report.sheet})" if report.sheet else ""
    print(
        f"{report.file}{sheet}: {report.kind}, {report.rows_read} rows read, "
        f"{report.rows_loaded} loaded, {report.rows_refused} refused"
        + (f", {report.rows_left_out} left out" if report.rows_left_out else "")
    )
    for noun, column in report.mapping.items():
        print(f"  {noun} = {column}")
    for reason, count in report.left_out.items():
        print(f"  left out, {count}: {_(reason)}")
    for told in (*report.changes, *report.warnings):
        print(f"  {told.sentence()}")
    for problem in report.problems[:5]:
        print(f"  row {problem.row}, {problem.column}: {problem.reason}")
