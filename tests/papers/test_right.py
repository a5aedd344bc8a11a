"""Papers that are right: nothing is said of them."""

import pytest

from tests.papers.builders import samples

RIGHT = samples("right")


@pytest.mark.parametrize("sample", RIGHT, ids=lambda sample: sample.name)
def test_nothing_is_said_of_a_right_paper(sample, checked):
    assert checked(sample.lines, name=sample.head.get("文件名", "文书.docx")) == []


TEXTS = [sample for sample in RIGHT if not any(line.startswith("|") for line in sample.lines)]


@pytest.mark.parametrize("sample", TEXTS, ids=lambda sample: sample.name)
def test_a_right_paper_is_right_as_plain_text_too(sample, checked):
    assert checked(sample.lines, name="文书.txt") == []


def test_the_corpus_is_large_enough():
    assert len(RIGHT) >= 10
