"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from procedures.errors import BadInput, why


def write_whole(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file by way of a temporary one beside it; a reader never sees half of it.

    Args:
        path: where.
        content: all of it.
        force: replace an existing file.

    Raises:
        BadInput: where the file exists and is not to be replaced, or cannot be written.
    """
    if path.exists() and not force:
        raise BadInput(
            f"文件 {path} 已经有了。", where=str(path), remedy="换一个文件名,或者加 --force 覆盖。"
        )
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)  # where it has not become the file
    except OSError as problem:
        reason = why(problem) if path.parent.exists() else f"没有 {path.parent} 这个文件夹"
        raise BadInput(
            f"文件 {path} 写不进去({reason})。", where=str(path), remedy="请核对文件夹和权限。"
        ) from problem
