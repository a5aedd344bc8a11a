"""Where workflows, rules, scenarios and examples lie: in a checkout, in an installed wheel, in users' own folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from procedures.errors import BadInput

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped() -> Path:
    """The folder that holds `workflows/`, `rules/`, `papers/`, `features/` and `examples/`."""
    packed = _PACKAGE / "_library"
    return packed if packed.is_dir() else _PACKAGE.parent.parent


@dataclass(frozen=True, slots=True)
class Places:
    """The shipped folder, and users' own folders on top of it, in order."""

    folders: tuple[Path, ...]

    def files(self, kind: str, pattern: str) -> list[Path]:
        """All files of a kind, sorted within each folder.

        Args:
            kind: "workflows", "rules", "papers", "features" or "examples".
            pattern: a glob below that folder.
        """
        found: list[Path] = []
        for folder in self.folders:
            found += sorted((folder / kind).glob(pattern))
        return found

    def own(self, path: Path) -> bool:
        """Whether a file lies in a user's own folder."""
        return any(path.is_relative_to(folder) for folder in self.folders[1:])


def places(own: Iterable[str | Path] = ()) -> Places:
    """The shipped folder and the user's own.

    Args:
        own: folders of a county or township, each with `workflows/`, `rules/` or `papers/` in it.

    Raises:
        BadInput: where one of them does not exist.
    """
    folders = [shipped()]
    for name in own:
        path = Path(name)
        if not path.is_dir():
            raise BadInput(
                f"没有这个文件夹:{path}",
                where="--library",
                remedy="请核对路径;文件夹里应有 rules、workflows 或 papers。",
            )
        folders.append(path)
    return Places(tuple(folders))


def short_path(path: Path) -> str:
    """The path as errors show it: from the library's folder on, with forward slashes."""
    try:
        return path.resolve().relative_to(shipped()).as_posix()
    except ValueError:
        return str(path)
