"""What tests of papers share: the library, and a reader of what was made."""

import io

import docx as reading

from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.papers.making.shelf import PaperShelf
from procedures.workflow.shelf import Shelf

BOOK = LawBook(places())
SHELF = Shelf(places())
PAPERS = PaperShelf(places())


def words_of(content):
    """Every paragraph and cell of a .docx, in order."""
    document = reading.Document(io.BytesIO(content))
    body = document.element.body
    paragraphs = body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return ["".join(node.text or "" for node in p.iter() if node.tag.endswith("}t")) for p in paragraphs]
