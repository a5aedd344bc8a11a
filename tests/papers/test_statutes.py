"""The statutes' own texts as papers: what the law itself says is no fault. They are not part of this repository."""

from pathlib import Path

import pytest

STATUTES = Path(__file__).resolve().parents[2].parent / "shared" / "legal" / "statutes"
FILES = sorted(STATUTES.glob("*.md"))


@pytest.mark.skipif(not FILES, reason="the texts of the statutes are not at hand")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_in_a_statute_is_reproached(path, checked):
    lines = path.read_text(encoding="utf-8").replace("#", "").splitlines()
    assert checked(lines, name="法规.txt", kind="制度") == []
