"""`python -m touchpoints project save|open ...`: a project file without a screen."""

import argparse
from pathlib import Path
from typing import Any

from touchpoints import workspaces
from touchpoints.errors import FileRefused
from touchpoints.exports import project
from touchpoints.i18n import N_


def add_parser(subparsers: Any) -> None:
    """Add `project` to the command line."""
    parser = subparsers.add_parser("project", help="save a workspace as one file, or open one")
    ways = parser.add_subparsers(dest="way", required=True)
    saving = ways.add_parser("save", help="write a project file")
    saving.add_argument("--workspace", type=Path, required=True, metavar="DIR")
    saving.add_argument("--data", action="store_true", help="with events, answers and comments")
    saving.add_argument("--out", type=Path, required=True, metavar="FILE")
    saving.set_defaults(run=save)
    opening = ways.add_parser("open", help="make a workspace from a project file")
    opening.add_argument("file", type=Path, metavar="FILE")
    opening.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="of all workspaces"
    )
    opening.set_defaults(run=open_file)


def save(arguments: argparse.Namespace) -> int:
    """Write the file and print its name."""
    project.save(workspaces.at(arguments.workspace), arguments.out, data=arguments.data)
    print(arguments.out)
    return 0


def open_file(arguments: argparse.Namespace) -> int:
    """Make the workspace and print its folder."""
    if not arguments.file.is_file():
        raise FileRefused(N_("There is no file {file}. Check the name."), file=str(arguments.file))
    arguments.into.mkdir(parents=True, exist_ok=True)
    print(project.load(arguments.into, arguments.file, arguments.file.name).folder)
    return 0
