"""A document as .docx, laid out as GB/T 9704-2012 wants it; the figures come from the layout file."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from procedures.documents.docx.blocks import write
from procedures.documents.docx.sheet import Sheet
from procedures.documents.layout import Layout, shipped_layout
from procedures.documents.model import Document
from procedures.documents.packing import repacked

# A paper's file tells nothing about when and by whom it was made: equal content gives equal bytes.
_WHEN = datetime(2012, 7, 1, tzinfo=UTC)


def docx(document: Document, layout: Layout | None = None) -> bytes:
    """The document as the bytes of a .docx file; equal documents give equal bytes.

    Args:
        document: all of it.
        layout: the figures; None takes the shipped ones.
    """
    sheet = Sheet(document, layout or shipped_layout())
    for block in document.blocks:
        write(block, sheet)
    made = sheet.finished()
    made.core_properties.title = document.name
    made.core_properties.author = made.core_properties.last_modified_by = made.core_properties.comments = ""
    made.core_properties.created = made.core_properties.modified = _WHEN
    buffer = io.BytesIO()
    made.save(buffer)
    return repacked(buffer.getvalue())
