"""A county's own .docx templates, with the same names as the shipped texts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate

from procedures.documents.packing import repacked
from procedures.errors import LibraryError, why
from procedures.library.places import short_path
from procedures.papers.making.expressions import Told, slip

if TYPE_CHECKING:
    from procedures.papers.making.expressions import Expressions
    from procedures.papers.making.scope import Scope


def filled(path: Path, expressions: Expressions, scope: Scope) -> bytes:
    """The template with its names filled in; `<` and `&` in values are kept, unknown names refused.

    Args:
        path: the .docx template.
        expressions: with escaping switched on.
        scope: the names.

    Raises:
        LibraryError: where it cannot be read, or uses an unknown name.
    """
    template = opened(path)
    with Told(scope, short_path(path)):
        template.render(expressions.context(scope), expressions.environment)
    buffer = io.BytesIO()
    template.save(buffer)
    return repacked(buffer.getvalue())


def names_of(path: Path, expressions: Expressions) -> set[str]:
    """The names that a .docx template uses.

    Raises:
        LibraryError: where it cannot be read, or is no template.
    """
    template = opened(path)
    try:
        found: set[str] = template.get_undeclared_template_variables(expressions.environment)
    except Exception as problem:
        raise LibraryError(
            f"模板写法有误:{slip(problem)}。",
            where=short_path(path),
            remedy="请核对花括号和 if、for 的结尾。",
        ) from problem
    return found


def opened(path: Path) -> DocxTemplate:
    """The template, read.

    Raises:
        LibraryError: where it is no .docx file.
    """
    try:
        template = DocxTemplate(path)
        template.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise LibraryError(
            "这不是 .docx 文件。", where=short_path(path), remedy="请用 WPS 另存为 .docx。"
        ) from problem
    except OSError as problem:
        raise LibraryError(f"模板读不出来({why(problem)})。", where=short_path(path)) from problem
    return template
