"""`renda roster stats|absences`, the order by strokes, the encoding of an export, a list that says only some things."""

import pytest

from tests.cli.desk import FOUND
from tests.cli.shapes import FINDING, Day, Each, Maybe, assert_shape

SHARE = {"label": str, "count": int, "of": int, "fraction": str, "percent": str, "unstated": int}
STATS = {
    "on": Day,
    "deputies": int,
    "suspended": int,
    "main": Each(SHARE),
    "tables": Each({"title": str, "rows": Each(SHARE), "remark": Maybe(str)}),
    "groups": Each({"name": str, "deputies": int, "findings": Each(FINDING)}),
    "delegations": Each({"name": str, "deputies": int}),
    "quota": Maybe(int),
    "vacant": Maybe(int),
}
ROSTER = (
    "姓名,性别,出生年月,政治面貌,代表小组,是否连任,联系电话,备注\n"
    "欧阳明,男,1968-07-01,中共党员,第一小组,是,13800000001,甲\n"
    "丁一,女,1990-02-03,群众,第一小组,新任,13800000002,乙\n"
    "王小洪,男,1975-02-03,党员,第一小组,连任,13800000003,丙\n"
    "王毅,女,1975-02-04,党员,第二小组,否,13800000004,丁\n"
)


@pytest.fixture
def small(desk, tmp_path):
    desk.told(*FOUND, "--population", "5000")
    file = tmp_path / "名册.csv"
    file.write_text(ROSTER, encoding="utf-8")
    assert desk.told("roster", "import", str(file))["recorded"] == 4
    return desk


def test_stats(small):
    said = small.told("roster", "stats")
    assert_shape(said, STATS)
    assert [(one["count"], one["percent"]) for one in said["main"]] == [
        (2, "50.0"),
        (1, "25.0"),
        (0, "0.0"),
        (2, "50.0"),
    ]
    assert [(g["name"], g["deputies"], len(g["findings"])) for g in said["groups"]] == [
        ("第一小组", 3, 0),
        ("第二小组", 1, 1),
    ]
    assert (said["seats"]["least"], said["seats"]["most"]) == (45, 48)
    assert (said["quota"], said["vacant"]) == (72, 68)
    shown = small("roster", "stats").out
    for words in (
        "妇女代表",
        "1/4",
        "第二小组",
        "不足 3 名",
        "地方组织法第四十三条第三款",
        "45 至 48 名",
        "缺额 68 名",
    ):
        assert words in shown


def test_stats_for_another_population_and_other_ages(small):
    said = small.told("roster", "stats", "--population", "172500", "--ages", "40,50")
    assert said["seats"]["most"] == 160
    ages = next(table for table in said["tables"] if table["title"] == "年龄")
    assert [row["label"] for row in ages["rows"]] == ["40 岁以下", "41 至 50 岁", "51 岁以上"]


@pytest.mark.parametrize("ages", ["", "55,35", "三十五", "35,35", "35,,55", "0,20"])
def test_ages_that_are_none(small, ages):
    said = small.json("roster", "stats", "--ages", ages)
    assert said.code == 2
    assert said.error["where"] == "--ages"


def test_the_order_by_strokes(small):
    said = small.told("roster", "list", "--order", "strokes")
    assert [one["name"] for one in said["deputies"]] == ["丁一", "王毅", "王小洪", "欧阳明"]
    assert said["without_strokes"] == {}
    assert small.told("roster", "list")["deputies"][0]["name"] == "欧阳明"


def test_a_character_without_strokes_is_told(desk, tmp_path):
    desk.told(*FOUND)
    file = tmp_path / "名册.csv"
    file.write_text("姓名\n王\U00031350\n丁一\n王明\n", encoding="utf-8")
    desk.told("roster", "import", str(file))
    said = desk.told("roster", "list", "--order", "strokes")
    assert said["without_strokes"] == {"王\U00031350": ["\U00031350"]}
    assert [one["name"] for one in said["deputies"]] == ["丁一", "王明", "王\U00031350"]
    assert "次序请人工核对" in desk("roster", "list", "--order", "strokes").out


def test_no_absences(small):
    assert small.told("roster", "absences") == {"on": "2026-01-06", "deputies": []}


def test_two_absences_end_the_mandate(small):
    small.told("open", "credentials-review", "缺席", today="2026-01-10")
    for day, session in (("2026-01-10", "一次会议"), ("2026-02-10", "二次会议")):
        facts = ("被审查的代表=丁一", f"缺席的会议={session}")
        assert small.json("do", "缺席", "登记未经批准缺席", *facts, "--on", day, today="2026-03-01").code == 0
    said = small.told("roster", "absences", code=1, today="2026-03-01")
    (one,) = said["deputies"]
    assert (one["deputy"], one["unapproved_absences"]) == ("丁一", 2)
    assert_shape(one["findings"], Each(FINDING))
    assert (
        small.told("roster", "absences", "--on", "2026-02-09", today="2026-03-01")["deputies"][0]["findings"]
        == []
    )
    assert "未经批准缺席 2 次" in small("roster", "absences", today="2026-03-01").out


def test_an_export_in_gb18030(small, tmp_path):
    file = tmp_path / "出.csv"
    small.told("roster", "export", "-o", str(file), "--encoding", "gb18030")
    content = file.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.decode("gb18030").splitlines()[1].startswith("欧阳明,男,")
    assert small.told("roster", "import", str(file), "--dry-run")["unchanged"] == [
        "欧阳明",
        "丁一",
        "王小洪",
        "王毅",
    ]


def test_a_list_of_telephone_numbers_takes_nothing_away(small, tmp_path):
    file = tmp_path / "电话.csv"
    file.write_text("姓名,联系电话\n丁一,13900000000\n王毅,\n", encoding="utf-8")
    said = small.told("roster", "import", str(file))
    assert said["changed"] == ["丁一", "王毅"]
    one = small.told("roster", "show", "丁一")
    assert (one["phone"], one["born"], one["group"]) == ("13900000000", "1990-02-03", "第一小组")
    assert "phone" not in small.told("roster", "show", "王毅")


def test_a_suspension_survives_an_export_and_a_list_without_it(small, tmp_path):
    file = tmp_path / "暂停.csv"
    file.write_text("姓名,资格状态\n丁一,暂停执行代表职务\n", encoding="utf-8")
    small.told("roster", "import", str(file))
    assert small.told("roster", "show", "丁一")["suspended"] is True
    (tmp_path / "电话.csv").write_text("姓名,联系电话\n丁一,13900000000\n", encoding="utf-8")
    small.told("roster", "import", str(tmp_path / "电话.csv"))
    assert small.told("roster", "show", "丁一")["suspended"] is True
    out = tmp_path / "出.xlsx"
    small.told("roster", "export", "-o", str(out))
    assert small.told("roster", "import", str(out))["recorded"] == 0
    assert small.told("roster", "show", "丁一")["suspended"] is True
