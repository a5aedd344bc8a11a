"""The words of a plan that every output shares: the screen, the page and the sheet say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date
from procedures.calendar.marks import mark

if TYPE_CHECKING:
    from datetime import date

    from procedures.planning.plan import Alternative, Conflict, Otherwise, Plan, Question, Row


def need(row: Row) -> str:
    """Whether the row has to be done."""
    if row.status == "done":
        return "已办"
    if row.status == "fixed":
        return "已定"
    if row.must:
        return "必须"
    step = row.part.step(row.step)
    return "按需" if step is not None and step.modality == "must" and not row.fact else "可以"


def slack(row: Row) -> str:
    """The days that are left."""
    if row.slack is None or row.status == "done" or (row.status == "fixed" and row.slack < 0):
        return ""
    if row.slack < 0:
        return f"已过 {-row.slack} 日"
    return f"还有 {row.slack} 日" if row.slack else "就是今天"


def day_told(day: date) -> str:
    """A day with its weekday and, where known, its holiday."""
    return f"{day.isoformat()} {mark(day).text}"


def because(row: Row) -> str:
    """The article that sets the row's day, and what it asks; empty for the order of the steps."""
    basis = row.basis
    if basis is None or basis.rule is None or row.status != "open":
        return ""
    return f"{basis.citation}:{basis.requirement}"


def order(row: Row) -> str:
    """What comes before what, where only the order of the steps sets the row's day."""
    basis = row.basis
    return basis.requirement if basis is not None and basis.rule is None and row.status == "open" else ""


def condition(row: Row) -> str:
    """What must hold for the row's days."""
    return f"如果{';'.join(row.conditions)}" if row.conditions and row.status == "open" else ""


def other_way(one: Otherwise, row: Row) -> str:
    """How the days of the row change under another answer."""
    if one.latest is not None and row.latest is not None and one.latest == row.latest.day:
        words = f"最早 {one.earliest.isoformat()}" if one.earliest else "没有最早的日子"
    elif one.latest is not None:
        words = f"最迟 {one.latest.isoformat()}"
    else:
        words = f"最早 {one.earliest.isoformat()},没有最迟的日子" if one.earliest else "没有期限"
    citation = f"({one.basis.citation})" if one.basis and one.basis.rule else ""
    return f"{one.condition}的,{words}{citation}"


def conflict(one: Conflict) -> str:
    """A conflict in one sentence, with its articles."""
    condition_words = f"如果{';'.join(one.conditions)}:" if one.conditions else ""
    cited = "、".join(dict.fromkeys(basis.citation for basis in one.because if basis.rule))
    return f"{condition_words}{one.message}" + (f"({cited})" if cited else "")


def alternative(one: Alternative) -> str:
    """What would do."""
    if one.day is None:
        return f"只推后{one.label},排不下。"
    return f"{one.label}最早可定于 {chinese_date(one.day)}({mark(one.day).weekday})。依据:{one.citation}"


def way_out(plan: Plan) -> list[str]:
    """What would resolve the conflicts, or that no later day of one given date does."""
    if not plan.conflicts:
        return []
    if plan.alternatives:
        return [alternative(one) for one in plan.alternatives]
    return ["把给定的一个日期往后推,排不通;请按上面的办法处理,或者改动其他日期。"]


def question(one: Question) -> str:
    """A question, with what hangs on it."""
    return f"{one.label}({'/'.join(one.values)}):关系到{'、'.join(one.affects)}"


def unpublished(plan: Plan) -> str | None:
    """Which years' holidays are not known; None where all are."""
    years = sorted({row.day.year for row in plan.rows if row.day and row.mark and not row.mark.known})
    if not years:
        return None
    named = "、".join(f"{year}年" for year in years)
    return f"{named}的放假安排还没有公布或者没有收录,只标出星期;最迟的日子不因放假提前或者推后。"


def heading(plan: Plan) -> str:
    """The fixed dates, in one line."""
    return (
        "、".join(f"{label} {chinese_date(day)}({mark(day).weekday})" for label, day in plan.fixed)
        or "(还没有定下日期,写上 名称=日期 再排)"
    )
