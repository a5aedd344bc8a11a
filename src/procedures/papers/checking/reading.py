"""A file as a paper. The file is only ever read."""

from __future__ import annotations

from pathlib import Path

from procedures.errors import BadInput, why
from procedures.papers.checking.paper import Paper, Passage

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Word and WPS files, and encrypted new ones
_OLD = {".doc", ".wps", ".wpt", ".dot", ".rtf"}
_LARGEST = 50_000_000


def read_paper(path: Path) -> Paper:
    """Read a .docx or .txt.

    Args:
        path: the file.

    Raises:
        BadInput: it is no such file, cannot be read, or has no text.
    """
    where = str(path)
    ending = path.suffix.lower()
    if ending in _OLD:
        raise BadInput(
            f"读不了旧格式 {ending}。",
            where=where,
            remedy="请用 WPS 或 Word 打开,另存为 .docx 再检查;原文件不会改动。",
        )
    if ending not in {".docx", ".txt"}:
        raise BadInput(
            f"不认识的文件种类:{ending or path.name}。", where=where, remedy="可以检查 .docx 和 .txt。"
        )
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput("文件过大(超过 50 MB)。", where=where, remedy="请去掉图片后另存为 .docx 再检查。")
        data = path.read_bytes()
    except (OSError, ValueError) as problem:
        raise BadInput(
            f"文件读不出来({why(problem)})。", where=where, remedy="请核对路径,并先关闭正在编辑它的程序。"
        ) from problem
    paper = _read_text(data, path) if ending == ".txt" else _read_docx(data, path)
    if not paper.passages:
        raise BadInput(
            "文件里没有文字。", where=where, remedy="扫描件和图片不能检查;请用有文字的 .docx 或 .txt。"
        )
    return paper


def _read_docx(data: bytes, path: Path) -> Paper:
    if data.startswith(_OLE):
        raise BadInput(
            "这是旧格式 .doc 或加了密码的文件,只是名字叫 .docx。",
            where=str(path),
            remedy="请用 WPS 或 Word 打开,去掉密码,另存为 .docx 再检查。",
        )
    from procedures.papers.checking.docx_text import read_docx  # noqa: PLC0415 - heavy, and not for .txt

    passages, grids = read_docx(data, str(path))
    return Paper(str(path), path.stem, passages, grids)


def _read_text(data: bytes, path: Path) -> Paper:
    from procedures.papers.rosters.delimited import decode  # noqa: PLC0415 - only for .txt

    try:
        text, _ = decode(data, str(path))
    except BadInput as problem:
        raise BadInput(
            problem.message, where=str(path), remedy="请用记事本或 WPS 另存为 UTF-8 的 .txt,或另存为 .docx。"
        ) from problem
    lines = [line.strip().strip("\u3000") for line in text.splitlines()]
    kept = [line for line in lines if line]
    return Paper(
        str(path),
        path.stem,
        tuple(Passage(line, f"第 {n} 段", "body", n) for n, line in enumerate(kept, 1)),
    )
