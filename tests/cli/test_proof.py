"""`renda lint --report` and its walks; a correction that somebody accepts."""

DATED = ("决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")


def test_the_report_tells_how_many_states_were_visited(desk):
    told = desk.told("lint", "--report")
    assert told["problems"] == []
    assert {"states", "moves", "may_be_left"} <= set(told["figures"][0])
    screen = desk("lint", "--report").out
    states, moves = (sum(one[key] for one in told["figures"]) for key in ("states", "moves"))
    assert f"{len(told['figures'])} 个程序共 {states} 种情形、{moves} 种走法" in screen
    assert "没有问题" in screen


def test_walks_are_the_same_for_the_same_seed(desk):
    first = desk.told("lint", "--walks", "3", "--seed", "4")["walks"]
    assert first["walks"] == 3
    assert first["tried"] == first["recorded"] + first["refused"] + first["slips"]
    assert desk.told("lint", "--walks", "3", "--seed", "4")["walks"] == first
    assert "walks" not in desk.told("lint")
    assert "随机走查 3 次(种子 4)" in desk("lint", "--walks", "3", "--seed", "4").out
    assert desk("lint", "--walks", "0").code == 2


def test_a_barred_fact_is_corrected_with_somebodys_acceptance(office):
    entry = office.told("do", "S20-1", *DATED)["entry"]
    words = ("correct", "S20-1", str(entry), "召集人=主席", "--reason", "原来填错")
    before = office.head()
    assert office.told(*words, code=1)["recorded"] is False
    assert office.json(*words, "--irregular", "已经由主席召集").code == 2
    assert office.head() == before
    told = office.told(*words, "--irregular", "已经由主席召集", "--accepted-by", "主席团")
    assert told["recorded"] is True
    assert told["irregular"] is True
    assert "带瑕疵" in office("show", "S20-1").out


def test_a_day_still_to_come_is_not_recorded_but_may_be_asked_about(office):
    words = ("do", "S20-1", *DATED, "--on", "2026-01-07")
    before = office.head()
    said = office.json(*words, today="2026-01-06")
    assert said.code == 2
    assert "还没有到" in said.error["message"]
    assert office.head() == before
    assert office.told(*words, "--dry-run", today="2026-01-06")["allowed"] is True
