"""Reading a file into a sheet, whatever its name says it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.errors import BadInput, why
from procedures.papers.rosters.cells import Cell, Sheet
from procedures.papers.rosters.delimited import read_delimited
from procedures.papers.rosters.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Cell", "Sheet", "read_sheet"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_NAMES = {".csv", ".txt", ".tsv", ".xls"}
_LARGEST = 20 * 1024 * 1024
_AS_XLSX = "请在 WPS 或 Excel 中打开,另存为 .xlsx 后重新导入"


def read_sheet(path: Path) -> Sheet:
    """Read a roster file (.xlsx, .csv, or tables of text under other names).

    What the file is, is judged by its content: a workbook named .csv is read as a workbook, and text that was
    renamed .xls is read as text.

    Args:
        path: the file.

    Raises:
        BadInput: the file is missing, empty, encrypted, of the old .xls kind, or no spreadsheet.
    """
    data = _bytes(path)
    where = path.name
    if not data.strip():
        raise BadInput("文件是空的", where=where, remedy="请检查是否选错了文件")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise BadInput("表格设有打开密码,无法读取", where=where, remedy="请取消打开密码后另存为 .xlsx")
        raise BadInput("这是旧格式的 .xls(或 .et)表格,不能直接读取", where=where, remedy=_AS_XLSX)
    if data.startswith(_ZIP):
        return read_workbook(data, where)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise BadInput("这是网页改名的表格,不是真正的表格文件", where=where, remedy=_AS_XLSX)
    if path.suffix.lower() not in _TEXT_NAMES or head.startswith((b"%pdf", b"{\\rtf")):
        raise BadInput("这不是表格文件", where=where, remedy="请提供 .xlsx 或 .csv 格式的代表名册")
    return read_delimited(data, where)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput("文件超过 20 MB,不像代表名册", where=path.name, remedy="请删去图片和多余的工作表")
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput("找不到文件", where=str(path), remedy="请检查文件名和所在文件夹") from None
    except OSError as error:
        raise BadInput(
            f"文件打不开({why(error)})", where=str(path), remedy="请检查是否为文件、是否有权读取"
        ) from None
