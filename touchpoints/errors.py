"""Every error that a user can act on.

UserError
├── WorkspaceNotFound      the link is wrong, or the workspace was deleted
├── WorkspaceTooNew        a newer version of the program wrote it
├── WorkspaceBusy          another import is being written
├── FileRefused            a file cannot be read at all; the sentence says why and what to do
├── AnswerNeeded           a file can be read once a question is answered (date order, columns)
├── ChoiceNotPossible      steps, windows or options that make no sense together
├── QueryTooLong           a question took longer than the server allows
├── NotAllowed             the visitor may look, but not change this
├── SettingsWrong          the app is told something that cannot be meant; for who runs the server
├── DiskFull               nothing was written
├── DiskNearlyFull         what is asked for would leave too little free; nothing was written
├── WorkspaceFull          the workspace takes all the room that it may; nothing was written
└── DiskReadOnly           nothing was written

The sentence is English and marked with `N_`; `sentence()` gives it in the language in use, with its
holes filled. Holes may hold text of the user's file: whoever draws the sentence escapes it.
"""

import errno

from touchpoints.i18n import N_, _, number


class UserError(Exception):
    """An error whose sentence says what to do; only `ui.boundary` and the command line show it."""

    def __init__(self, message: str, **holes: object) -> None:
        super().__init__(message, holes)
        self.message = message
        self.holes = holes

    def sentence(self) -> str:
        """The sentence in the language in use, its figures written as its readers write them."""
        holes = {
            name: number(hole) if isinstance(hole, int) else hole
            for name, hole in self.holes.items()
        }
        return _(self.message).format(**holes)

    def __str__(self) -> str:
        return self.message.format(**self.holes)


class WorkspaceNotFound(UserError):
    """There is no such workspace, or it is not this visitor's: the two look alike."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is no workspace at this link. Check the link, or start a new workspace.")
        )


class WorkspaceTooNew(UserError):
    """A newer program wrote the workspace; nothing was changed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_(
                "{name} was made by a newer version of Touchpoints. Update the app to open it: "
                "nothing in it was changed."
            ),
            name=name,
        )


class WorkspaceBusy(UserError):
    """Another import of the same workspace holds the lock."""

    def __init__(self) -> None:
        super().__init__(
            N_("Somebody is changing this workspace right now. Try again in a moment.")
        )


class FileRefused(UserError):
    """A file that cannot be loaded; nothing was changed."""


class AnswerNeeded(UserError):
    """A file that can be loaded once the question in the sentence is answered."""


class ChoiceNotPossible(UserError):
    """Options that make no sense together."""


class DiskFull(UserError):
    """The disk has no room; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            N_("The disk is full, so nothing was changed. Free some space and try again.")
        )


class DiskNearlyFull(UserError):
    """The disk has less room than this needs beside what stays free; nothing was changed."""

    def __init__(self, needed: int, left: int) -> None:
        super().__init__(
            N_(
                "This needs {needed} MB of room and {left} MB are left, so nothing was changed. Free some "
                "space on the disk, or send a smaller file."
            ),
            needed=needed,
            left=left,
        )


class WorkspaceFull(UserError):
    """A workspace takes all the room that the setting `workspace_megabytes` gives; nothing was changed."""

    def __init__(self, taken: int, limit: int) -> None:
        super().__init__(
            N_(
                "This workspace takes {taken} MB and may take {limit} MB, so nothing was changed. Start "
                "another workspace for more files."
            ),
            taken=taken,
            limit=limit,
        )


class DiskReadOnly(UserError):
    """The folder of the workspaces cannot be written; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The folder of the workspaces cannot be written, so nothing was changed. Allow the app "
                "to write there and try again."
            )
        )


class QueryTooLong(UserError):
    """A question took longer than the setting `query_seconds` allows."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This takes longer than the server allows. Choose a shorter period or fewer channels."
            )
        )


class NotAllowed(UserError):
    """The visitor's role in the workspace does not reach so far; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "You may look at this workspace but not do this, so nothing was changed. Ask one of its "
                "owners."
            )
        )


class SettingsWrong(UserError):
    """A setting cannot be meant; the app does not start. Told in English, to who runs the server."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__("The setting {name} is wrong. {reason}", name=name, reason=reason)


def of_disk(error: Exception) -> DiskFull | DiskReadOnly | None:
    """What an error of the disk (an OSError, or DuckDB's words for one) means to a user; None where it
    is not the disk's."""
    code, told = getattr(error, "errno", None), str(error)
    if code == errno.ENOSPC or "No space left" in told:
        return DiskFull()
    if code in (errno.EROFS, errno.EACCES, errno.EPERM) or "Read-only file system" in told:
        return DiskReadOnly()
    return None
