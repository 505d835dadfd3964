"""`python -m touchpoints report ...`: a report without a screen, for a schedule."""

import argparse
from pathlib import Path
from typing import Any

from touchpoints import i18n, workspaces
from touchpoints.analyses import command
from touchpoints.errors import ChoiceNotPossible
from touchpoints.exports import findings, report
from touchpoints.exports.exhibits import Asked
from touchpoints.i18n import N_, _


def add_parser(subparsers: Any) -> None:
    """Add `report` to the command line."""
    parser = subparsers.add_parser("report", help=_("Write a report."))
    parser.add_argument("--workspace", type=Path, required=True, metavar="DIR")
    parser.add_argument("--format", choices=tuple(report.FORMATS), default="pdf")
    parser.add_argument("--language", choices=tuple(i18n.LANGUAGES), default="en")
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("Else report.FORMAT, here."))
    parser.add_argument(
        "--finding",
        action="append",
        choices=[finding.name for finding in findings.FINDINGS],
        help=_("Only this finding; may be repeated. Without it the usual ones."),
    )
    command.add_filters(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file and print its name."""
    i18n.use(arguments.language)
    workspace = workspaces.at(arguments.workspace)
    if workspace.is_empty:
        raise ChoiceNotPossible(N_("This workspace is empty. Load a file into it first."))
    asked = Asked(workspace, command.asked_filters(workspace, arguments))
    usual = [finding.name for finding in findings.FINDINGS if finding.usual]
    written = report.file(asked, arguments.finding or usual, arguments.format)
    out = arguments.out or Path(f"report.{arguments.format}")
    out.write_bytes(written)
    print(out)
    return 0
