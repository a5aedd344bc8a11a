"""Documents that a command writes beside what it prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procedures.documents.model import Document


def write_documents(document: Document, html: str | None, docx: str | None, *, force: bool) -> None:
    """Write a document as HTML, as .docx, or both; a file is written whole or not at all.

    Args:
        document: what to write.
        html: the file to write as HTML; None for none.
        docx: the file to write as .docx; None for none.
        force: replace existing files.

    Raises:
        BadInput: where a file exists and is not to be replaced, or cannot be written.
    """
    from procedures.documents.files import write_whole

    if html is not None:
        from procedures.documents.html import html as as_html

        write_whole(Path(html), as_html(document).encode("utf-8"), force=force)
    if docx is not None:
        from procedures.documents.docx import docx as as_docx

        write_whole(Path(docx), as_docx(document), force=force)
