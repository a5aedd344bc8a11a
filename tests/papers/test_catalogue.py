"""The data of the checks: complete, resting on rules that are there, and told with its line where it is broken."""

import re
from pathlib import Path

import pytest

from procedures.errors import LibraryError, ProceduresError
from procedures.law.book import LawBook
from procedures.library.places import Places, places
from procedures.papers.checking import registry
from procedures.papers.checking.desk import Desk

EMITTED = re.compile(r'(?<!procedure: )"([a-z]+(?:-[a-z0-9]+)+)"')


def test_every_rule_that_a_code_rests_on_is_held(desk):
    asked = [code.rule for code in desk.catalogue.codes.values() if code.rule]
    asked += [one.rule for one in desk.counts.judged]
    for rule in asked:
        assert desk.book.versions(rule), rule


def test_every_code_that_a_check_tells_is_declared(desk):
    folder = Path(registry.__file__).parent
    told = {
        name
        for path in folder.glob("*.py")
        for name in EMITTED.findall(path.read_text(encoding="utf-8"))
        if path.name not in {"docx_text.py", "against.py"}
    }
    told |= {one.code for one in (*desk.counts.balances, *desk.counts.limits, *desk.counts.judged)}
    assert told - set(desk.catalogue.codes) <= {"utf-8", "cut-off"}
    silent = {name for name, code in desk.catalogue.codes.items() if not code.phrases and name not in told}
    assert not silent, "declared, but nothing tells it"


def test_no_article_or_rule_stands_in_the_code():
    folder = Path(registry.__file__).parent
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(?:ORG|DEP|ELE|BUD)-[0-9]", text), path.name
        assert not re.search(r"第[一二三四五六七八九十]+条", text), path.name


CODE = "- {code: a-b, title: 甲, severity: error, message: 乙, proposal: 丙, citation: 丁}\n"
BROKEN = {
    "wrong name": ("own", "codes:\n- {code: A_B, title: 甲}\n", "应符合", 2),
    "unknown key": ("own", f"codes:\n{CODE[:-2]}, colour: 红}}\n", "不认识的键 colour", 2),
    "wrong severity": ("own", "codes:\n" + CODE.replace("error", "fatal"), "fatal", 2),
    "neither texts nor phrases": ("own", "codes:\n- {code: a-b, title: 甲}\n", "要么写全", 2),
    "no texts anywhere": ("own", "codes:\n- {code: a-b, phrases: [{find: 甲}]}\n", "没有说明", 2),
    "twice": ("own", f"codes:\n{CODE}{CODE}", "定义了两次", 3),
    "bad pattern": (
        "own",
        "codes:\n- code: placeholder-left\n  phrases:\n  - find: '(甲'\n",
        "正则表达式",
        4,
    ),
    "empty pattern": ("own", "codes:\n- code: placeholder-left\n  phrases:\n  - find: 甲*\n", "空文字", 4),
    "bad date": ("own", "codes:\n- code: a-b\n  phrases:\n  - {find: 甲, since: 2026-02-30}\n", "since", 4),
    "kind": ("kinds", "kinds:\n- {name: 甲, titles: ['[']}\n", "正则表达式", 2),
    "number": ("counts", "numbers:\n- {name: a, label: 甲, scope: town, words: [甲]}\n", "town", 2),
    "article": ("articles", "statutes:\n- {short: 甲, names: 甲}\n", "缺少", 2),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_its_line(name, tmp_path):
    stem, text, words, line = BROKEN[name]
    folder = tmp_path / "papers" / "checking"
    folder.mkdir(parents=True)
    (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    own = Places((*places().folders, tmp_path))
    desk = Desk(own, LawBook(own))
    with pytest.raises(LibraryError) as raised:
        _ = desk.catalogue.codes, desk.kinds, desk.counts, desk.moved
    assert words in raised.value.message
    assert raised.value.where.endswith(f"{stem}.yaml:{line}")


def test_a_code_that_the_library_has_lost_is_told(desk):
    with pytest.raises(ProceduresError, match="no-such"):
        desk.catalogue.code("no-such")


@pytest.mark.parametrize(
    ("day", "sentence", "told"),
    [
        ("2022年3月11日", "行使十三项职权。", []),
        ("2022年3月12日", "行使十三项职权。", ["superseded-phrase"]),
        ("2026年3月12日", "2021年以前行使十三项职权。", []),
        ("2026年3月12日", "根据代表法(2015年修正)第四十二条办理建议、答复代表。", []),
        ("2026年3月12日", "根据代表法第四十二条保障活动经费。", []),
        ("2025年3月11日", "根据代表法第四十二条办理建议、答复代表。", []),
        ("2025年3月12日", "根据代表法第四十二条办理建议、答复代表。", ["article-renumbered"]),
        ("2025年3月12日", "根据代表法第65条办理。", []),
        ("2025年3月12日", "根据代表法第66条办理。", ["article-beyond-last"]),
    ],
)
def test_words_and_articles_are_judged_by_the_day_of_the_paper(checked, day, sentence, told):
    assert [one.code for one in checked(["制度", sentence, day])] == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("提出质询案的代表半数以上不满意的，可以要求再答复。", False),
        ("地方组织法第二十五条规定，决议“以全体代表半数以上通过”。", False),
        ("得票超过全体代表半数的，始得当选。", False),
        ("得票没有超过全体代表半数的，不得当选。", False),
        ("实到代表68名，超过应到代表的三分之二，符合法定人数。", False),
        ("获得全体代表过半数的选票，始得当选。", False),
        ("主席团成员半数以上同意，通过。", False),
        ("获得全体代表1/2以上的选票，始得当选。", True),
        ("须有全体代表１／２以上赞成，方可通过。", True),
        ("“全体代表半数以上赞成”，通过。", True),
    ],
)
def test_half_and_more_than_half_are_told_apart(checked, sentence, told):
    found = [one.code for one in checked(["选举办法", sentence, "2026年1月8日"])]
    assert found == (["majority-half-or-more"] if told else [])


@pytest.mark.parametrize(("year", "told"), [(2021, []), (2022, ["superseded-phrase"])])
def test_a_sentence_of_an_earlier_year_is_left_alone(checked, year, told):
    found = checked(["制度", f"{year}年行使十三项职权。", "2026年3月12日"])
    assert [one.code for one in found] == told


@pytest.mark.parametrize(
    ("lines", "severity"),
    [
        (["柳人大[2026]3号", "通知"], "error"),
        (["通知", "按照柳政发[2026]3号文件的要求办理。"], "warning"),
    ],
)
def test_a_number_in_running_text_may_be_another_offices_way(checked, lines, severity):
    (found,) = checked(lines)
    assert (found.code, found.severity) == ("number-brackets", severity)


def test_blanks_of_one_paragraph_are_told_once_with_how_many_they_are(checked):
    (found,) = checked(["通知", "请××和××到××开会。"])
    assert found.message.endswith("(本段共 3 处)")
