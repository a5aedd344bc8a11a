"""What township offices often take for their law and is not: the Supervision Law speaks of standing committees."""

from __future__ import annotations

from procedures.law.book import LawBook
from procedures.library.places import places


def test_no_rule_rests_on_the_supervision_law():
    book = LawBook(places())
    cited = [placed.where for placed in book.all() if "监督法" in placed.citation]
    assert not cited
    assert not [item.id for item, statute in book.otherwise() if "监督法" in statute.short]
