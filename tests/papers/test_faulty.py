"""The corpus of faulty papers: one fault each, told with its code, its place and the words that help."""

import pytest

from tests.papers.builders import samples

FAULTY = samples("faulty")


@pytest.mark.parametrize("sample", FAULTY, ids=lambda sample: sample.name)
def test_a_fault_is_told_where_it_is_and_nothing_else_is(sample, checked):
    findings = checked(
        sample.lines, name=sample.head.get("文件名", "文书.docx"), kind=sample.head.get("文种")
    )
    assert [(found.code, found.place) for found in findings] == [(sample.code, sample.place)], findings
    (found,) = findings
    for words in sample.words:
        assert words in found.message + found.proposal, found
    assert found.citation
    assert found.found.strip("…") in "\n".join(sample.lines)
    assert (found.paragraph is None) == (not found.place.startswith("第"))
    if found.paragraph is not None:
        assert found.place == f"第 {found.paragraph} 段"


def test_the_corpus_is_large_enough():
    assert len(FAULTY) >= 30
