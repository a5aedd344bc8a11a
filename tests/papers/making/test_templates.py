"""A county's own Word templates: the same names, nothing lost, nothing unknown."""

import docx as writing
import pytest

from procedures.errors import BadInput, LibraryError
from procedures.library.places import places
from procedures.papers.making.fields import check_template
from procedures.papers.making.make import make
from procedures.papers.making.shelf import PaperShelf
from tests.papers.making.township import BOOK, PAPERS, SHELF, words_of


def template(tmp_path, *lines, name="meeting-notice.docx"):
    folder = tmp_path / "papers" / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    document = writing.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(folder / name)
    return folder / name, PaperShelf(places([tmp_path]))


def test_it_is_filled_with_the_same_names(year, tmp_path):
    path, shelf = template(
        tmp_path,
        "关于召开{{ 会议全称 }}的通知",
        "{% for 项 in 会议议程 %}{{ loop.index }}.{{ 项 }} {% endfor %}",
        "地点:{{ 会议地点 }}",
        "改期:{{ 改期原因 }}",
        "法定人数{{ 法定数('ORG-14-4') }}名",
    )
    assert check_template(path, shelf, SHELF, BOOK) == []
    made = make(year, shelf, "会议通知", "S20-1", given={"会议地点": "A<B & C 礼堂"})
    words = words_of(made.content)
    assert words[0] == "关于召开清溪镇第二十届人民代表大会第一次会议的通知"
    assert words[1].startswith("1.政府工作报告")
    assert words[2] == "地点:A<B & C 礼堂"
    assert words[3] == "改期:【待填:改期原因】"
    assert words[4] == "法定人数48名"
    assert [want.name for want in made.missing] == ["改期原因"]
    assert made.sha256 == make(year, shelf, "会议通知", "S20-1", given={"会议地点": "A<B & C 礼堂"}).sha256


def test_an_unknown_name_is_refused_and_told_beforehand(year, tmp_path):
    path, shelf = template(tmp_path, "{{ 会议全程 }}", "{{ 开幕曰期 }}")
    problems = check_template(path, shelf, SHELF, BOOK)
    assert [p.message for p in problems] == ["不认识的名称“会议全程”", "不认识的名称“开幕曰期”"]
    assert "会议全称" in problems[0].near
    assert "开幕日期" in problems[1].near
    with pytest.raises(LibraryError, match="不认识的名称“会议全程”"):
        make(year, shelf, "会议通知", "S20-1")


def test_it_gives_no_html(year, tmp_path):
    _, shelf = template(tmp_path, "通知")
    with pytest.raises(BadInput, match=r"只能生成 .docx"):
        make(year, shelf, "会议通知", "S20-1", form="html")


def test_a_template_that_is_none(year, tmp_path):
    path, shelf = template(tmp_path, "{% if 会议全称 %}没有结尾")
    with pytest.raises(LibraryError, match="写法有误"):
        check_template(path, shelf, SHELF, BOOK)
    with pytest.raises(LibraryError):
        make(year, shelf, "会议通知", "S20-1")
    path.write_bytes(b"not a package")
    with pytest.raises(LibraryError, match=r"不是 .docx 文件"):
        check_template(path, PAPERS, SHELF, BOOK)


def test_its_name_must_be_that_of_a_kind(tmp_path):
    path, shelf = template(tmp_path, "通知", name="通知.docx")
    with pytest.raises(BadInput, match="不是文书种类的编号") as told:
        check_template(path, shelf, SHELF, BOOK)
    assert "meeting-notice.docx;编号见 renda paper list" in told.value.remedy
