"""What templates may ask: other cases, holders of offices, numbers fixed by the rules, last days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from procedures.engine.outlook import outlook_of
from procedures.errors import LibraryError
from procedures.law.thresholds import number_fixed
from procedures.papers.making.missing import Missing, Want
from procedures.papers.making.values import Day, Names, YesNo
from procedures.papers.making.views import ActView, CaseView, DeputyView

if TYPE_CHECKING:
    from procedures.engine.case import Case
    from procedures.papers.making.scope import Scope


@dataclass(frozen=True, slots=True)
class Function:
    """A function of templates.

    Attributes:
        about: how it is called and what it gives, for staff.
        does: what it does in a scope.
    """

    about: str
    does: Callable[..., Any]

    def of(self, scope: Scope) -> Callable[..., Any]:
        """The function, in a scope."""
        return lambda *given: self.does(scope, *given)


def _cases(scope: Scope, cases: Iterable[Case], procedure: str) -> list[CaseView]:
    wanted = scope.engine.shelf.find(procedure)
    return [CaseView(scope.beside(case)) for case in cases if case.procedure == wanted]


def _all_cases(scope: Scope, procedure: str) -> list[CaseView]:
    return _cases(scope, scope.record.cases.values(), procedure)


def _cases_here(scope: Scope, procedure: str) -> list[CaseView]:
    around = scope.record.cases[scope.case.within] if scope.case.within else scope.case
    return _cases(scope, scope.record.children(around), procedure)


def _acts(scope: Scope, step: str) -> list[ActView]:
    return scope.acts(step)


def _done(scope: Scope, step: str) -> YesNo:
    return YesNo(scope.case.done(scope.step(step).id))


def _holders(scope: Scope, office: str) -> Any:
    held = [person for person, _ in scope.record.register.holders((office,), scope.on)]
    if held:
        return Names(held)
    return Missing(Want(office, None, f"renda office set {office} …"), scope.wants)


def _deputy(scope: Scope, name: object) -> Any:
    deputy = scope.record.register.known(str(name))
    return DeputyView(deputy, scope) if deputy else scope.roster_missing(f"{name}的名册资料")


def _number(scope: Scope, rule: str) -> Any:
    register = scope.record.register
    placed = scope.engine.book.rule(rule, scope.on, register.congress.province)
    number = number_fixed(placed.rule.check, scope.facts)
    if number is not None:
        return number
    if not register.deputies(scope.on):
        return scope.roster_missing("全体代表")
    raise LibraryError(f"规则 {rule} 没有定下一个数。", where=rule, remedy="请核对规则编号。")


def _citation(scope: Scope, rule: str) -> str:
    placed = scope.engine.book.rule(rule, scope.on, scope.record.register.congress.province)
    return f"《{placed.statute.title}》{placed.rule.article}"


def _last_day(scope: Scope, step: str) -> Any:
    """The last day of a step; of one that has been done, the day that stood before it was."""
    wanted = scope.step(step)
    case = scope.case
    done = next((place for place, act in enumerate(case.acts) if act.step == wanted.id), None)
    before = case if done is None else replace(case, acts=case.acts[:done], _facts=None)
    rows = outlook_of(scope.engine, scope.record, before).steps
    due = next(row.due for row in rows if row.step == wanted.id)
    if due is not None:
        return Day.of(due)
    return Missing(Want(f"{wanted.title}的期限", None, f"renda next {case.id}"), scope.wants)


def _fact(scope: Scope, label: str) -> Any:
    return scope.fact_called(label)


def _files(scope: Scope) -> list[dict[str, str]]:
    """The papers of a case: those handed in with a step, and those that a recorded step names and nobody handed in."""
    rows: list[dict[str, str]] = []
    actors = scope.engine.shelf.actors
    for act in scope.case.acts:
        step = scope.procedure.step(act.step)
        handed_in = {paper["kind"]: paper["name"] for paper in act.papers}
        common = {
            "步骤": step.title,
            "责任者": actors.get(step.actor, step.actor),
            "日期": str(Day.of(act.on)),
        }
        kinds = dict.fromkeys([*step.papers, *handed_in])
        rows += [
            {**common, "种类": kind, "保管期限": _kept(scope, kind), "登记": handed_in.get(kind, "没有登记")}
            for kind in kinds
        ]
    return rows


def _kept(scope: Scope, kind: str) -> str:
    """How long a kind of paper is kept; marked where the table is read by analogy."""
    period = scope.shelf.retention.period(kind)
    if period is None:
        return ""
    return f"{period.group.period}*" if period.by_analogy else period.group.period


def _blank(_: Scope, characters: int = 4) -> str:
    return "＿" * characters


def _to_be_filled(scope: Scope, name: str) -> Missing:
    return Missing(Want(name, None, "在文书上直接补填"), scope.wants)


FUNCTIONS = {
    "历次": Function("历次(步骤):这一步每次登记的内容", _acts),
    "办过": Function("办过(步骤):这一步登记过没有", _done),
    "事项": Function("事项(程序):这一程序的全部事项", _all_cases),
    "会上": Function("会上(程序):这次会议里这一程序的事项", _cases_here),
    "任职": Function("任职(职务):现任的人", _holders),
    "代表情况": Function("代表情况(姓名):这名代表在名册里的各栏", _deputy),
    "法定数": Function("法定数(规则编号):规则定下的数,按当日在任的代表计算", _number),
    "依据": Function("依据(规则编号):法律名称和条款", _citation),
    "期限": Function("期限(步骤):这一步最迟的日期", _last_day),
    "事实": Function("事实(名称):名称里有顿号等符号的,这样写", _fact),
    "材料": Function("材料():随各步登记的材料,连同应有而没有登记的", _files),
    "空": Function("空(字数):留给手填的横线", _blank),
    "待填": Function("待填(名称):系统不记、要人补填的一处", _to_be_filled),
}
