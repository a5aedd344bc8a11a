"""Steps that a township takes every month by its own practice: read from `papers/continuity.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.checks.base import Declared
from procedures.library.reading import Document, read_as

if TYPE_CHECKING:
    from procedures.library.places import Places


class Monthly(Declared):
    """A step that is taken every month.

    Attributes:
        procedure: id of the procedure.
        step: id of the step.
    """

    procedure: str
    step: str


class ContinuityFile(Declared):
    """What goes on from month to month.

    Attributes:
        monthly: the steps.
    """

    monthly: tuple[Monthly, ...] = ()


def monthly_steps(places: Places) -> list[tuple[Monthly, str]]:
    """The steps of all files of the library, each with the file and line where it stands.

    Raises:
        LibraryError: where a file is broken.
    """
    found = []
    for path in places.files("papers", "continuity.yaml"):
        document = Document(path)
        content = read_as(document, ContinuityFile)
        found += [(one, document.where(("monthly", place))) for place, one in enumerate(content.monthly)]
    return found
