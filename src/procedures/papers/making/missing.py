"""What the record does not have yet: marked in the paper, and told with the step that would record it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Undefined


@dataclass(frozen=True, slots=True)
class Want:
    """A value that is still missing.

    Attributes:
        name: as papers call it.
        step: title of the step that records it; None where no step does.
        command: what to type, or to do.
        example: of a value given on the command line.
    """

    name: str
    step: str | None
    command: str
    example: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """As the command line tells it."""
        return {"name": self.name, "step": self.step, "command": self.command, "example": self.example}


@dataclass(slots=True)
class Wants:
    """Every missing value that a paper has come upon, each once, in order."""

    found: dict[str, Want] = field(default_factory=dict)

    def note(self, want: Want) -> None:
        """Remember one."""
        self.found.setdefault(want.name, want)


class Missing(Undefined):
    """Stands in templates for a known name without a value.

    Written out it becomes a mark; asked whether it is defined it says no, and only then it is not noted: a text that
    says what follows where a value is lacking has thought of it. Everything else that is done with it stays missing.
    """

    __slots__ = ("_want", "_wants")

    def __init__(self, want: Want, wants: Wants) -> None:
        super().__init__(name=want.name)
        self._want = want
        self._wants = wants

    def _noted(self) -> Missing:
        self._wants.note(self._want)
        return self

    def __str__(self) -> str:
        """The mark."""
        self._noted()
        return f"【待填:{self._want.name}】"

    def __iter__(self) -> Iterator[Missing]:
        """One item: itself, so that a list shows its mark once."""
        yield self._noted()

    def __len__(self) -> int:
        """A list of nothing."""
        self._noted()
        return 0

    def __bool__(self) -> bool:
        """A condition on it does not hold; that it could not be asked is told."""
        self._noted()
        return False

    def __eq__(self, other: object) -> bool:
        """Equal to nothing known."""
        self._noted()
        return isinstance(other, Missing) and other._want == self._want

    def __ne__(self, other: object) -> bool:
        """Neither unequal: nothing can be said."""
        return not self == other

    def __hash__(self) -> int:
        """By its name."""
        return hash(self._want.name)

    def __getattr__(self, name: str) -> Any:
        """Anything of it is missing as well."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self._noted()

    def _stays(self, *_: Any, **__: Any) -> Any:
        return self._noted()

    def _neither(self, _: Any) -> Any:
        self._noted()
        return False

    # the operators of Undefined raise; here what is done with a missing value is missing as well
    __getitem__ = __call__ = _stays
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _stays
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __neg__ = _stays
    __lt__ = __le__ = __gt__ = __ge__ = _neither
