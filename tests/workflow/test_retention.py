"""Periods: every kind of paper of the shipped workflows has one, and says whether by the table or by analogy."""

from __future__ import annotations

import pytest

from procedures.errors import LibraryError
from procedures.library.places import Places, places
from procedures.workflow.continuity import monthly_steps
from procedures.workflow.retention import Retention
from procedures.workflow.shelf import Shelf

TABLE = """\
source: 某县归档表
classes:
- {id: '1', title: 会议, period: 永久}
- {id: '2', title: 筹备, period: 30年}
not_passed: '2'
papers:
- {class: '2', named: [会议通知], analogy: [便条]}
"""


def own(tmp_path, text):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "retention.yaml").write_text(text, encoding="utf-8")
    return Retention(places([tmp_path]))


@pytest.mark.parametrize(
    ("kind", "group", "period", "by_analogy"),
    [
        ("决议", "1.2.1", "永久", False),
        ("选举结果公告", "1.2.1", "永久", False),
        ("建议原件", "1.2.2", "永久", False),
        ("答复函", "1.2.2", "永久", False),
        ("会议通知", "1.2.3", "10年", False),
        ("选票", "1.2.3", "10年", False),
        ("代表小组活动记录", "1.2.3", "10年", False),
        ("交办函", "1.3", "永久", False),
        ("监督意见函", "1.3", "永久", False),
        ("支出凭证", "1.3", "永久", True),
    ],
)
def test_what_the_table_says(kind, group, period, by_analogy):
    found = Retention(places()).period(kind)
    assert (found.group.id, found.group.period, found.by_analogy) == (group, period, by_analogy)


def test_every_kind_of_paper_has_a_period_and_none_is_idle():
    shelf = Shelf(places())
    left = {kind for name in shelf.paths for step in shelf.procedure(name).steps for kind in step.papers}
    assert left == set(Retention(places()).periods)


def test_what_is_not_passed_has_a_row():
    assert Retention(places()).not_passed.period == "10年"


def test_a_county_fixes_its_own(tmp_path):
    retention = own(tmp_path, TABLE)
    assert retention.period("会议通知").group.period == "30年"
    assert retention.period("会议通知").source == "某县归档表"
    assert retention.period("便条").by_analogy
    assert retention.period("决议").group.period == "永久"
    assert retention.not_passed.period == "30年"
    assert retention.period("备忘") is None


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("class: '2'", "class: '3'", "class 写的 3", 7),
        ("not_passed: '2'", "not_passed: '4'", "not_passed 写的 4", 5),
        ("[便条]", "[便条, 会议通知]", "“会议通知”写了两次", 7),
    ],
)
def test_faults_name_file_and_line(tmp_path, old, new, message, line):
    retention = own(tmp_path, TABLE.replace(old, new))
    with pytest.raises(LibraryError, match=message) as caught:
        retention.periods  # noqa: B018 - read on first use
    assert caught.value.where.endswith(f"retention.yaml:{line}")


def test_monthly_steps(tmp_path):
    shipped = monthly_steps(places())
    assert [(one.procedure, one.step) for one, _ in shipped] == [("deputy-contact", "receive-voters")]
    (tmp_path / "papers").mkdir()
    file = tmp_path / "papers" / "continuity.yaml"
    file.write_text("monthly:\n- {procedure: petition, step: register}\n", encoding="utf-8")
    ((one, where),) = monthly_steps(Places((tmp_path,)))
    assert one.procedure == "petition"
    assert where.endswith("continuity.yaml:2")
