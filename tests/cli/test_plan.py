"""`renda plan`: schedules without any record, and of a case; the files it writes, and what it refuses."""

from pathlib import Path

import pytest

from renda.output import width

SESSION = ("plan", "session", "开幕日期=2027-01-20", "--province", "浙江")
NOW = "2026-11-26"


def rows(said):
    return {row["title"]: row for row in said["rows"]}


def test_the_plan_of_a_session_needs_no_record(desk):
    said = desk.told(*SESSION, today=NOW)
    assert not Path(desk.database).exists()
    notice = rows(said)["通知代表"]
    for key in ("step", "title", "earliest", "latest", "rule", "citation", "how"):
        assert key in notice
    assert (notice["step"], notice["latest"], notice["earliest"]) == ("notify", "2027-01-13", None)
    assert (notice["rule"], notice["slack"], notice["weekday"]) == ("ZJ-20-1a", 48, "周三")
    assert any("2027年1月13日" in line for line in notice["how"])
    assert said["conflicts"] == []


def test_the_screen_is_eighty_columns_wide_and_fits_a_page(desk):
    answer = desk(*SESSION, today=NOW)
    lines = answer.out.splitlines()
    assert answer.code == 0
    assert max(map(width, lines)) <= 82  # a closing bracket may hang over
    assert len(lines) <= 60
    assert "√" not in answer.out
    assert "1月13日 周三" in answer.out
    assert answer.out.encode("gbk")


def test_a_conflict_ends_with_one_and_says_when_it_would_do(desk):
    answer = desk("plan", "deputy-election", "选举日=2026-12-10", today=NOW)
    assert answer.code == 1
    assert "× “公布选民名单”最迟 2026年11月20日" in answer.out
    assert "选举日最早可定于 2026年12月16日(周三)。依据:选举法第二十八条" in answer.out
    said = desk.told("plan", "deputy-election", "选举日=2026-12-10", today=NOW, code=1)
    assert said["alternatives"][0]["earliest"] == "2026-12-16"
    assert desk("plan", "deputy-election", "选举日=2026-12-16", today=NOW).code == 0


def test_on_is_the_day_from_which_it_is_planned(desk):
    early = desk.told("plan", "deputy-election", "选举日=2026-12-10", "--on", "2026-11-20", today=NOW)
    assert early["on"] == "2026-11-20"
    assert early["conflicts"] == []


def test_how_tells_every_line(desk):
    plain = desk("plan", "suggestion", "交办日期=2026-11-30", today=NOW).out
    told = desk("plan", "suggestion", "交办日期=2026-11-30", "--how", today=NOW).out
    assert "起算,当日不计入" in told
    assert "起算,当日不计入" not in plain


def test_the_files_are_written_whole_and_not_over_others(desk, tmp_path):
    paths = {kind: str(tmp_path / f"a.{kind}") for kind in ("ics", "xlsx", "html")}
    options = [word for kind, path in paths.items() for word in (f"--{kind}", path)]
    said = desk.told(*SESSION, *options, today=NOW)
    assert said["files"] == list(paths.values())
    before = {path: Path(path).read_bytes() for path in paths.values()}
    assert before[paths["ics"]].startswith(b"BEGIN:VCALENDAR")
    refused = desk.json(*SESSION, *options, today=NOW)
    assert refused.code == 2
    assert "已经有了" in refused.error["message"]
    assert desk.json(*SESSION, *options, "--force", today=NOW).code == 0
    assert before == {path: Path(path).read_bytes() for path in paths.values()}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("plan", "session", "开幕=明年"), "不是可以识别的日期"),
        (("plan", "session", "开幕日=2027-01-20"), "没有叫“开幕日”的日期"),
        (("plan", "session", "开幕日期"), "不是 名称=值 的写法"),
        (("plan", "session", "会议类别=大会"), "没有“大会”这一项"),
        (("plan", "没有的程序", "开幕日期=2027-01-20"), "还没有建立任何乡镇人大的记录"),
    ],
)
def test_what_does_not_fit_is_refused(desk, words, message):
    answer = desk.json(*words, today=NOW)
    assert answer.code == 2
    assert message in answer.error["message"]
    assert answer.error["remedy"]


def test_a_case_is_planned_from_the_record(office):
    office.told("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05", "--on", "2026-01-06")
    said = office.told("plan", "S20-1")
    told = rows(said)
    assert (said["case"], told["决定开会日期"]["status"]) == ("S20-1", "done")
    assert (told["送达会议材料"]["latest"], told["送达会议材料"]["status"]) == ("2026-02-04", "open")
    assert told["送达会议材料"]["slack"] == 29
    assert {"label": "开幕日期", "date": "2026-02-05"} in said["fixed"]
    head = office.head()
    office.told("plan", "S20-1", "--case", "通知代表=2026-01-20")
    assert office.head() == head


def test_a_recorded_date_is_not_replanned_by_typing_another(office):
    office.told("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05", "--on", "2026-01-06")
    refused = office.json("plan", "S20-1", "开幕日期=2026-02-06")
    assert refused.code == 2
    assert "已经登记" in refused.error["message"]


def test_what_is_due_fits_the_screen_and_names_the_letter(office):
    facts = ("提出时间=会议期间", "领衔代表=高振华", "提交对象=大会", "建议内容=修渠")
    office.told("open", "suggestion", "修渠", today="2026-02-05")
    office.told("do", "J2026-1", "提出建议", *facts, today="2026-02-05")
    office.told("do", "J2026-1", "交办", "承办单位=农办", today="2026-02-20")
    text = office("due", today="2026-05-10").out
    assert max(map(width, text.splitlines())) <= 82
    assert "15 日以内(1 项)" in text
    assert "催办:renda paper make 催办函 J2026-1 -o 催办函-J2026-1.docx" in text
    assert office("due", today="2026-05-21").out.startswith("已逾期(1 项)")
    brief = office("due", "--brief", today="2026-05-21").out
    assert brief == "【到期提醒】截至 2026年5月21日\n1. 答复代表:修渠(J2026-1),最迟 5月20日,已过 1 日\n"
    assert brief.encode("gbk")


def test_due_writes_a_calendar_once(office, tmp_path):
    office.told("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05", "--on", "2026-01-06")
    path = str(tmp_path / "due.ics")
    assert office.told("due", "--ics", path)["files"] == [path]
    assert Path(path).read_bytes().count(b"BEGIN:VEVENT") >= 1
    refused = office.json("due", "--ics", path)
    assert (refused.code, "已经有了" in refused.error["message"]) == (2, True)
