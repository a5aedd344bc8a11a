"""An office with papers."""

import pytest

from tests.papers.desk import PaperOffice


@pytest.fixture
def office(tmp_path):
    it = PaperOffice(tmp_path)
    yield it
    it.close()
