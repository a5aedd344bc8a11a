"""Everything that can go wrong, in one tree.

ProceduresError                 carries message, where, remedy, code and the exit code of the command line
├── BadInput                    what was typed or handed in does not fit; nothing was written (exit 2)
│   ├── UnknownName             no procedure, step, fact, case, rule, person of that name
│   ├── ImpossibleDates         a period would end before it starts
│   ├── LibraryError            a workflow or rule file is broken
│   ├── NoLaw                   no text of the law held here was in force on that day
│   └── NoCalendar              no public holidays known for that year
├── Conflict                    somebody else recorded in the meantime; look again (exit 1)
└── RecordError                 the record cannot be trusted or the database cannot be used (exit 3)
"""

from __future__ import annotations


class ProceduresError(Exception):
    """An error that is told to the user in his words.

    Args:
        message: what was wrong, in Chinese.
        where: file and line, cell, option or fact; None where the message says it.
        remedy: what to do about it; None where nothing can be done.
    """

    code = "error"
    exit_code = 2

    def __init__(self, message: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def as_json(self) -> dict[str, str | None]:
        """The error object that the command line promises."""
        return {"code": self.code, "message": self.message, "where": self.where, "remedy": self.remedy}


class BadInput(ProceduresError):
    """What was handed in does not fit; nothing was written."""

    code = "bad_input"


class UnknownName(BadInput):
    """Nothing of that name is known."""

    code = "unknown_name"


class ImpossibleDates(BadInput):
    """A period would end before it starts (a reply before the handing over)."""

    code = "impossible_dates"


class LibraryError(BadInput):
    """A workflow or rule file cannot be used."""

    code = "broken_library"


class NoLaw(BadInput):
    """No text held here was in force on that day; nothing is guessed."""

    code = "no_law"


class NoCalendar(BadInput):
    """The public holidays of that year are not known; nothing is guessed."""

    code = "no_calendar"


class Conflict(ProceduresError):
    """Somebody else recorded in the meantime."""

    code = "conflict"
    exit_code = 1


class RecordError(ProceduresError):
    """The record cannot be trusted, or the database cannot be used."""

    code = "record"
    exit_code = 3


_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是文件夹",
    NotADirectoryError: "路径中间有一段不是文件夹",
    PermissionError: "没有权限",
}


def why(problem: OSError | ValueError) -> str:
    """Why a file cannot be used, in Chinese; the operating system speaks English or the user's own language."""
    for kind, words in _REASONS.items():
        if isinstance(problem, kind):
            return words
    return str(getattr(problem, "strerror", None) or "路径写法不对")
