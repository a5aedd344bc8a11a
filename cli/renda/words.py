"""Words of the command line that carry two things."""

from __future__ import annotations

from procedures.errors import BadInput


def paper_named(word: str, *, where: str, example: str) -> tuple[str, str]:
    """`KIND=PATH` as kind and path.

    Args:
        word: as typed.
        where: the option or argument that it was typed for.
        example: a right one, for what is said.

    Raises:
        BadInput: where it is not of that form.
    """
    kind, mark, path = word.replace("＝", "=", 1).partition("=")
    if not mark or not kind or not path:
        raise BadInput(f"“{word}”不是 种类=文件 的写法。", where=where, remedy=f"例如 {example}")
    return kind, path
