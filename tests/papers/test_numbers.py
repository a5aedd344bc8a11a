"""Counts, votes, percentages and sums: what fits says nothing, what misses by one is told."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.calendar.numerals import chinese_number
from procedures.papers.checking.desk import Known
from procedures.papers.checking.paper import Cell, Grid, Paper, Passage
from procedures.papers.checking.registry import check_paper
from procedures.papers.checking.shares import percentage
from procedures.papers.checking.subject import Subject
from procedures.papers.checking.sums import read_amount
from tests.papers.conftest import TODAY

ONE_DESK = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)


def paper(*lines, rows=()):
    passages = [Passage(line, f"第 {n} 段", "body", n) for n, line in enumerate(lines, 1)]
    cells = tuple(tuple(Cell(text, r, c, c + 1) for c, text in enumerate(row)) for r, row in enumerate(rows))
    grid = Grid(1, cells, max((len(row) for row in rows), default=0))
    passages += [Passage(cell.text, grid.place(cell), "cell") for row in cells for cell in row if cell.text]
    return Paper("文书", "文书", tuple(passages), (grid,) if rows else ())


def codes(desk, *lines, rows=(), known=None):
    return [one.code for one in check_paper(Subject(paper(*lines, rows=rows), desk, TODAY, known=known))]


def script(*lines):
    return ["柳河镇第十九届人民代表大会第六次会议", "主持词", "各位代表：", *lines]


numbers = st.integers(0, 60)


@ONE_DESK
@given(present=st.integers(30, 160), leave=numbers, miss=st.integers(-3, 3), chinese=st.booleans())
def test_those_due_are_those_present_and_those_on_leave(desk, present, leave, miss, chinese):
    due = present + leave + miss
    write = chinese_number if chinese else str
    line = f"应到代表{write(due)}名，实到{write(present)}名，请假{write(leave)}名。"
    told = codes(desk, "签到情况", line)
    assert ("attendance-sum" in told) == (miss != 0)
    assert ("present-above-due" in told) == (present > due)
    assert ("quorum-short" in told) == (3 * present < 2 * due)


@pytest.mark.parametrize(
    ("present", "told"), [(48, []), (47, ["quorum-short"]), (72, [])], ids=["just enough", "one short", "all"]
)
def test_two_thirds_are_enough_and_one_less_is_not(desk, present, told):
    assert codes(desk, *script(f"应到代表72名，实到{present}名，请假{72 - present}名，可以开会。")) == told


@pytest.mark.parametrize(
    ("votes", "told"), [(36, ["elected-without-majority"]), (37, [])], ids=["exactly half", "one more"]
)
def test_half_of_all_deputies_elects_nobody(desk, votes, told):
    line = f"应到代表72名，实到68名，请假4名。李明得赞成票{votes}票，当选为镇长。"
    assert codes(desk, *script(line)) == told


def test_all_deputies_count_before_those_due(desk):
    line = "全体代表72名，应到70名，实到68名，请假2名。李明得赞成票36票，当选为镇长。"
    assert codes(desk, *script(line)) == ["elected-without-majority"]


@pytest.mark.parametrize(
    "line",
    [
        "李明得赞成票30票，没有过半数，不能当选。",
        "赞成30票，反对30票，弃权8票，没有通过。",
    ],
)
def test_what_is_not_passed_is_no_fault(desk, line):
    assert codes(desk, *script("应到代表72名，实到68名，请假4名。", line)) == []


def test_the_presidium_has_no_such_quorum(desk):
    assert codes(desk, "主席团会议纪要", "主席团成员应到9名，实到5名，请假4名。") == []


@ONE_DESK
@given(yes=st.integers(37, 60), no=numbers, abstain=numbers, more=st.integers(-4, 4))
def test_votes_make_up_the_valid_ballots(desk, yes, no, abstain, more):
    valid = yes + no + abstain + more
    if valid < yes:
        return
    line = f"有效票{valid}张。赞成{yes}票，反对{no}票，弃权{abstain}票。"
    found = check_paper(Subject(paper("计票情况", line), desk, TODAY))
    wanted = [] if more == 0 else [("votes-sum", "error" if more < 0 else "warning")]
    assert [(one.code, one.severity) for one in found] == wanted


def test_numbers_of_the_record_are_compared(desk):
    known = Known(town="柳河镇", province="浙江", term=19, numbers={"due": (72,), "present": (68, 66)})
    said = script("应到代表72名，实到66名，请假6名。")
    assert codes(desk, *said, known=known) == []
    other = script("应到代表73名，实到67名，请假6名。")
    assert codes(desk, *other, known=known) == ["number-against-record", "number-against-record"]


@given(part=st.integers(0, 500), rest=st.integers(0, 500), places=st.integers(0, 2))
def test_a_percentage_is_exact(part, rest, places):
    whole = part + rest or 1
    like = Decimal(1).scaleb(-places)
    rounded, cut = percentage(part, whole, like), percentage(part, whole, like, down=True)
    exact = Decimal(100 * part) / whole
    assert abs(rounded - exact) <= like / 2
    assert cut <= exact < cut + like
    assert rounded - cut in {0, like}


@ONE_DESK
@given(part=st.integers(1, 70), rest=st.integers(1, 70), miss=st.integers(-30, 30))
def test_a_share_is_told_only_where_it_does_not_follow(desk, part, rest, miss):
    whole = part + rest
    like = Decimal("0.1")
    right = percentage(part, whole, like)
    said = right + miss * like
    if not 0 <= said <= 100:
        return
    found = check_paper(
        Subject(paper("人员结构", f"共有代表{whole}名，其中妇女{part}名，占{said}%。"), desk, TODAY)
    )
    assert [one.code for one in found] == ([] if miss == 0 else ["percentage-wrong"])
    if found and said != percentage(part, whole, like, down=True):
        assert found[0].severity == "error"
        assert f"{right}%" in found[0].proposal


def test_a_share_that_was_cut_off_is_a_warning(desk):
    (found,) = check_paper(Subject(paper("人员结构", "共有代表72名，其中妇女20名，占27.7%。"), desk, TODAY))
    assert (found.code, found.severity) == ("percentage-wrong", "warning")  # 27.777…


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("１，２３４", "1234"),
        ("１２３４", "1234"),
        ("12.5万元", "125000"),
        ("30 元", "30"),
        ("-3", "-3"),
        ("24人", "24"),
        ("12,34", None),
        ("1.2.3", None),
        ("2026年", "2026"),
        ("", None),
        ("—", None),
    ],
)
def test_amounts_are_read_exactly(text, value):
    read = read_amount(text)
    assert (None if read is None else f"{read[0]:f}".removesuffix(".0")) == value or (
        read is not None and read[0] == Decimal(value)
    )


figures = st.lists(st.integers(0, 10**6), min_size=2, max_size=8)


@ONE_DESK
@given(parts=figures, miss=st.integers(-5, 5), below=st.booleans(), cents=st.booleans())
def test_a_total_is_told_only_where_its_parts_do_not_make_it(desk, parts, miss, below, cents):
    def write(number):
        return f"{Decimal(number) / 100:.2f}" if cents else f"{number:,}"

    if sum(parts) + miss < 0:
        return
    body = [[f"项目{n}", write(part)] for n, part in enumerate(parts)]
    total = ["合计", write(sum(parts) + miss)]
    rows = [["项目", "金额"], *([total, *body] if below else [*body, total])]
    found = check_paper(Subject(paper("收支表", rows=rows), desk, TODAY))
    assert [one.code for one in found] == ([] if miss == 0 else ["total-wrong"])
    if found and not cents:
        assert found[0].severity == "error"


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["项目", "金额"],
            ["一、税收", "80"],
            ["(一)增值税", "50"],
            ["(二)其他", "30"],
            ["二、补助", "20"],
            ["合计", "100"],
        ],
        [["项目", "金额"], ["税收", "80"], ["其中:增值税", "50"], ["补助", "20"], ["合计", "100"]],
        [
            ["项目", "金额"],
            ["甲", "10"],
            ["乙", "20"],
            ["小计", "30"],
            ["丙", "5"],
            ["小计", "5"],
            ["总计", "35"],
        ],
        [["序号", "金额"], ["1", "10"], ["2", "20"], ["合计", "30"]],
        [["项目", "占比"], ["甲", "50"], ["乙", "49"], ["合计", "100"]],
        [["项目", "金额"], ["甲", "1.5万元"], ["乙", "5000元"], ["合计", "2万元"]],
        [["项目", "金额"], ["合计", "100"], ["甲", "40"], ["乙", "60"]],
    ],
)
def test_totals_of_every_usual_shape_are_right(desk, rows):
    assert codes(desk, "收支表", rows=rows) == []


def test_a_heading_in_a_table_is_no_sentence(desk):
    rows = [["姓名", "赞成", "反对", "弃权"], ["李明", "60", "5", "3"], ["张华", "30", "30", "8"]]
    assert codes(desk, "计票情况", "有效票68张。", rows=rows) == []


@pytest.mark.parametrize(
    ("part", "whole", "like", "right"),
    [(1, 16, "0.1", "6.3"), (1, 16, "0.01", "6.25"), (1, 8, "1", "13"), (1, 3, "0.1", "33.3")],
)
def test_a_percentage_is_rounded_half_up(part, whole, like, right):
    assert percentage(part, whole, Decimal(like)) == Decimal(right)


@pytest.mark.parametrize(
    ("total", "severity"), [("0.66", None), ("0.67", "warning"), ("0.65", "warning"), ("0.68", "error")]
)
def test_what_rounding_may_explain_is_a_warning(desk, total, severity):
    rows = [["项目", "金额"], ["甲", "0.33"], ["乙", "0.33"], ["合计", total]]
    found = check_paper(Subject(paper("收支表", rows=rows), desk, TODAY))
    assert [one.severity for one in found] == ([severity] if severity else [])
