"""Papers of the demonstration year say what the record says, and what it does not have yet."""

from datetime import date

import pytest

from procedures.documents.strokes import stroke_key
from procedures.errors import BadInput, LibraryError
from procedures.library.places import places
from procedures.papers.making.make import make, values_in
from procedures.papers.making.shelf import PaperShelf
from tests.papers.making.township import PAPERS, words_of

SESSION = "清溪镇第二十届人民代表大会第一次会议"


def cases_of(engine):
    by_procedure = {}
    for case in engine.record.cases.values():
        by_procedure.setdefault(case.procedure, []).append(case.id)
    return by_procedure


def every_paper(engine):
    cases = cases_of(engine)
    return [
        (kind.kind, case)
        for kind in PAPERS.all()
        for procedure in kind.procedures()
        for case in cases.get(procedure, [])[-1:]
    ]


def test_every_kind_is_made_for_every_case_and_equal_records_give_equal_files(year):
    papers = every_paper(year)
    assert len(papers) > 35
    for kind, case in papers:
        first = make(year, PAPERS, kind, case)
        assert first.sha256 == make(year, PAPERS, kind, case).sha256, (kind, case)
        words = words_of(first.content)
        assert any(words)
        marks = {want.name for want in first.missing}
        shown = {part.split("】")[0] for text in words for part in text.split("【待填:")[1:]}
        assert shown <= marks, (kind, case)
        assert all(want.command for want in first.missing)


def test_every_kind_is_also_a_page_of_html(year):
    for kind, case in every_paper(year)[::3]:
        page = make(year, PAPERS, kind, case, form="html").content.decode()
        assert page.startswith("<!DOCTYPE html>"), kind
        assert "{{" not in page


def test_a_notice_tells_what_is_still_to_be_filled_and_by_which_step(read, year):
    made, words = read("会议通知", "S20-1")
    assert f"关于召开{SESSION}的通知" in "".join(words)
    assert {w.name for w in made.missing} == {
        "文号",
        "会议地点",
        "报到时间",
        "请假截止",
        "联系人",
        "联系电话",
    }
    assert all(w.step is None and w.example for w in made.missing)
    assert "文号=…" in made.missing[0].command
    assert made.fonts == ["仿宋_GB2312", "方正小标宋简体"]
    filled, words = read(
        "会议通知", "S20-1", given={"会议地点": "镇政府三楼", "文号": "清人大[2026]3号", "联系人": "王某"}
    )
    assert "镇政府三楼。" in words
    assert "清人大〔2026〕3号" in words
    assert len(filled.missing) == 3


def test_a_fact_that_is_not_recorded_is_told_with_its_step(read):
    made, words = read("改期决定", "S20-1")
    (decided, reason) = made.missing
    assert (reason.name, reason.step) == ("改期原因", "改期")
    assert reason.command == "renda do S20-1 改期 改期原因=…"
    assert any("【待填:改期原因】" in text for text in words)
    assert decided.step is None


def test_a_ballot_is_in_the_order_of_strokes_and_for_the_round_at_hand(read):
    _, words = read("选票", "X2026-3")
    names = [
        w.replace("　", "") for w in words if w.replace("　", "") in {"龙飞", "史永康", "顾海峰", "邵玉梅"}
    ]
    assert names == sorted(names, key=stroke_key) == ["龙飞", "史永康"]  # the further election
    assert "龙　飞" in words
    assert any("多于1名的作废" in text for text in words)
    assert not any("龙飞" in text and "当选" in text for text in words)


def test_the_method_counts_of_all_deputies(read):
    _, words = read("选举办法", "X2026-3")
    whole = "".join(words)
    assert "选举清溪镇人民政府副镇长3名" in whole  # the seats of the first round
    assert "即48名以上" in whole
    assert "即37票以上" in whole
    assert "代表10人以上书面联合提名" in whole
    assert "比应选人数多1人" in whole
    assert f"（2026年2月5日{SESSION}通过）" in whole


def test_the_record_stands_before_what_is_typed(read):
    """Seventy were present; what is typed counts only before anything is recorded (features/papers)."""
    whole = "".join(read("主持词", "S20-1", given={"到会人数": "47"})[1])
    assert "应到72名，实到70名，请假1名，缺席1名" in whole
    assert "达到全体代表的三分之二（48名），符合法定人数" in whole
    assert "还差" not in whole


def test_the_script_is_ready_for_ties_vacancies_and_no_majority(read):
    whole = "".join(read("主持词", "S20-1")[1])
    for words in (
        "再次投票，以得票多的当选",
        "不足的名额另行选举",
        "这次投票无效",
        "没有超过全体代表的半数",
        "由大会决定",
    ):
        assert words in whole
    assert "县委" not in whole
    assert "半数以上" not in whole


def test_the_result_counts_as_recorded(read):
    whole = "".join(read("计票报告单", "X2026-3")[1])
    assert "龙飞45" in whole
    assert "史永康22" in whole
    assert "37票以上" in whole
    announced = "".join(read("选举结果公告", "X2026-3", given={"公告号": "3"})[1])
    assert "第3号" in announced
    assert "选举龙飞、邵玉梅、顾海峰为清溪镇人民政府副镇长" in announced
    assert "〔" not in announced


def test_a_resolution_says_when_and_by_whom_it_was_adopted(read):
    _, words = read("决议", "S20-1")
    whole = "".join(words)
    assert whole.count(f"（2026年2月6日{SESSION}通过）") == 2
    assert "关于政府工作报告的决议" in whole


def test_the_report_on_suggestions_keeps_what_is_not_solved_apart(read):
    _, words = read("办理情况报告", "S20-2")
    whole = "".join(words)
    assert "共12件，已经答复12件，还没有答复0件" in whole
    assert "已解决10件，列入计划逐步解决2件，留作参考0件，不能解决0件" in whole
    assert "J2026-4《东源村道路亮化》" in whole
    assert "%" not in whole
    assert "百分" not in whole
    at_first, _ = "".join(read("办理情况报告", "S20-1")[1]), None
    assert "共0件" in at_first  # none had been reported to the first session
    one = "".join(read("办理情况报告", "J2026-4")[1])
    assert "共1件" in one


def test_a_letter_made_again_names_the_last_day_that_stood_then(read):
    """Three months after the handing over; six where the suggestion is difficult."""
    whole = "".join(read("交办函", "J2026-7")[1])
    assert "请在2026年5月20日以前书面答复代表" in whole
    whole = "".join(read("交办函", "J2026-4")[1])
    assert "请在2026年8月20日以前书面答复代表" in whole
    assert "期限按较长的计算" in whole


def test_the_minutes_of_the_presidium(read):
    whole = "".join(read("会议纪要", "Z2026-1")[1])
    assert "清溪镇人民代表大会主席团会议纪要" in whole
    assert "主席团成员9名，到会8名" in whole
    assert "1.八月二十日召开二十届二次会议（赞成8票）" in whole


def test_the_attendance_sheet_has_every_deputy_once_in_order(read, year):
    _, words = read("签到表", "S20-1")
    names = [w.replace("　", "") for w in words]
    deputies = [d.name for d in year.record.register.deputies(date(2026, 2, 10))]
    listed = [name for name in names if name in set(deputies)]
    assert listed == sorted(deputies, key=stroke_key)
    assert len(listed) == 72


def test_the_list_for_the_archive_says_what_was_not_handed_in(read):
    _, words = read("归档目录", "S20-1")
    assert "会议通知（通知代表）" in words
    assert "没有登记" in words


# --- what does not fit


def test_a_kind_of_another_procedure_is_refused(year):
    with pytest.raises(BadInput, match="“选票”用在") as told:
        make(year, PAPERS, "选票", "S20-1")
    assert "renda paper list session" in told.value.remedy


def test_a_name_that_the_kind_does_not_ask_for_is_refused(year):
    with pytest.raises(BadInput, match="不问“会议地占”") as told:
        make(year, PAPERS, "会议通知", "S20-1", given={"会议地占": "礼堂"})
    assert "会议地点" in told.value.remedy
    with pytest.raises(BadInput, match="不问“到会代表”"):
        make(year, PAPERS, "会议通知", "S20-1", given={"到会代表": "72"})


def test_the_day_of_a_closed_case_is_its_last_unless_said_otherwise(year):
    assert values_in(year, PAPERS, PAPERS.kind("会议通知"), "S20-1", ["今天"]) == {"今天": "2026年2月10日"}
    given = make(year, PAPERS, "监票人名单", "S20-1", on=date(2026, 2, 3))
    assert any("2026年2月3日" in text for text in words_of(given.content))


def test_names_have_values(year):
    kind = PAPERS.kind("会议通知")
    values = values_in(
        year, PAPERS, kind, "S20-2", ["会议全称", "会议简称", "开幕日期", "文号", "历次", "没有"]
    )
    assert values == {
        "会议全称": "清溪镇第二十届人民代表大会第二次会议",
        "会议简称": "镇二十届人大二次会议",
        "开幕日期": "2026年8月27日",
        "文号": None,
        "历次": None,
    }


def test_an_unknown_name_in_a_county_s_text_is_an_error_with_its_line(year, tmp_path):
    folder = tmp_path / "papers" / "kinds"
    folder.mkdir(parents=True)
    shipped = PAPERS.paths["meeting-notice"].read_text(encoding="utf-8")
    (folder / "meeting-notice.yaml").write_text(
        shipped.replace("{{ 会议全称 }}的通知", "{{ 会议全程 }}的通知"), encoding="utf-8"
    )
    with pytest.raises(LibraryError, match="不认识的名称“会议全程”") as told:
        make(year, PaperShelf(places([tmp_path])), "会议通知", "S20-1")
    assert told.value.where.rpartition(":")[2].isdigit()
    assert "会议全称" in told.value.remedy


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 历次.__globals__ }}",
        "{{ 事项('session')[0]._scope.engine }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_texts_reach_nothing_but_names(year, tmp_path, attack):
    folder = tmp_path / "papers" / "kinds"
    folder.mkdir(parents=True)
    shipped = PAPERS.paths["meeting-notice"].read_text(encoding="utf-8")
    (folder / "meeting-notice.yaml").write_text(shipped.replace("{{ 会议地点 }}", attack), encoding="utf-8")
    with pytest.raises(LibraryError):
        make(year, PaperShelf(places([tmp_path])), "会议通知", "S20-1")
