"""What templates may call upon in a case: its facts by their labels, the case around it, the register, names of names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from procedures.engine.context import known_facts
from procedures.papers.making.functions import FUNCTIONS
from procedures.papers.making.labels import labelled, results_of
from procedures.papers.making.missing import Missing, Want, Wants
from procedures.papers.making.values import Day, Names, as_written
from procedures.papers.making.views import ActView, DeputyView

if TYPE_CHECKING:
    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.engine.record import Record
    from procedures.papers.making.expressions import Expressions
    from procedures.papers.making.shelf import PaperShelf
    from procedures.workflow.model import Procedure, Step

# Names that every case has, and functions; what each is stands in docs/paper-files.md.
OWN = {
    "编号": "事项的编号",
    "名称": "事项的名称",
    "次序": "同一会议里(没有会议的,同一年里)第几个这样的事项",
    "阶段": "现在的阶段",
    "程序": "程序的名称",
    "乡镇": "乡镇的名称",
    "单位类别": "乡、民族乡或者镇",
    "省": "省、自治区、直辖市的简称",
    "届": "第几届",
    "今天": "成文的日期",
    "代表": "在任代表,每名有姓名和名册各栏",
    "主席团成员": "现任主席团成员",
    "在会中": "是不是会议里的事项",
}


class Scope:
    """The names of one case on one day.

    Args:
        engine: whose congress.
        record: what the journal has told.
        shelf: for the names of names.
        case: the case.
        on: the day of the paper.
        wants: where missing values are noted.
        given: names given on the command line.
        asks: names that may be given there, with an example.
        kind: what the paper is called, for commands.
    """

    def __init__(
        self,
        engine: Engine,
        record: Record,
        shelf: PaperShelf,
        case: Case,
        on: date,
        wants: Wants,
        *,
        expressions: Expressions,
        given: Mapping[str, str] | None = None,
        asks: Mapping[str, str] | None = None,
        kind: str = "",
    ) -> None:
        self.engine = engine
        self.record = record
        self.shelf = shelf
        self.case = case
        self.on = on
        self.wants = wants
        self.procedure: Procedure = engine.shelf.procedure(case.procedure)
        self.given = dict(given or {})
        self.asks = dict(asks or {})
        self.let: dict[str, Any] = {}
        self.expressions = expressions
        self.kind = kind

    # --- names -----------------------------------------------------------------------------------------------

    def find(self, name: str) -> Any:
        """The value of a name.

        Raises:
            KeyError: where no such name is known in this case.
        """
        if name in self.let:
            return self.let[name]
        if name in self.given:
            return self.given[name]
        if name in self.asks:
            return Missing(self._asked(name), self.wants)
        if name in OWN:
            return self._own(name)
        if name in FUNCTIONS:
            return FUNCTIONS[name].of(self)
        if name in self.shelf.names.names:
            return _Composed(self, name)
        return self.fact_called(name)

    def known(self) -> list[str]:
        """Every name that `find` answers."""
        names = [*self.let, *self.asks, *OWN, *FUNCTIONS, *self.shelf.names.names, *self.labelled]
        around = self.around
        return list(dict.fromkeys([*names, *(around.labelled if around else ())]))

    def _asked(self, name: str) -> Want:
        command = f"renda paper make {self.kind} {self.case.id} {name}=… -o {self.kind}.docx"
        return Want(name, None, command, self.asks[name])

    def _own(self, name: str) -> Any:
        congress = self.record.register.congress
        values: dict[str, Any] = {
            "编号": self.case.id,
            "名称": self.case.title,
            "阶段": self.case.stage,
            "程序": self.procedure.title,
            "乡镇": congress.name,
            "单位类别": congress.unit_kind,
            "省": congress.province,
            "届": congress.term,
            "今天": Day.of(self.on),
            "在会中": self.around is not None,
        }
        if name in values:
            return values[name]
        if name == "次序":
            return self._place()
        if name == "代表":
            found = [DeputyView(d, self) for d in self.record.register.deputies(self.on)]
            return found or self.roster_missing("代表名册")
        sitting = self.record.register.presidium(self.on)
        return Names(sitting) if sitting else self.missing_fact("主席团名单")

    def _place(self) -> int:
        """The how-manieth case of its procedure this is: within the case around, else within its numbering."""
        if self.case.within is None:
            return self.case.number
        same = [c.id for c in self.record.cases.values() if c.within == self.case.within]
        same = [c for c in same if self.record.cases[c].procedure == self.case.procedure]
        return same.index(self.case.id) + 1

    def roster_missing(self, name: str) -> Missing:
        """Something that only the roster can bring."""
        return Missing(Want(name, None, "renda roster import 名册文件"), self.wants)

    # --- facts -----------------------------------------------------------------------------------------------

    @cached_property
    def labelled(self) -> dict[str, list[str]]:
        """Names of the facts under each label: of the procedure's steps, of the register, and those worked out."""
        known = set(self.case.facts) | set(self.facts)
        return labelled(self.procedure, self.engine.book.vocabulary, self.shelf.names.labels, known)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Everything known in the case on that day, by the facts' names."""
        return known_facts(self.record, self.case, self.procedure, self.on)

    def facts_called(self, label: str) -> list[str]:
        """Names of the facts with that label."""
        return self.labelled.get(label, [])

    def type_of(self, fact: str) -> str | None:
        """Type of a fact."""
        return self.record.types(self.case.procedure).get(fact)

    def fact_called(self, label: str) -> Any:
        """The value under a label, in this case or the one around it."""
        for name in self.facts_called(label):
            if name in self.facts:
                return as_written(self.facts[name], self.type_of(name))
        around = self.around
        if around is not None and label in around.labelled:
            return around.fact_called(label)
        return self.missing_fact(label)

    def missing_fact(self, label: str) -> Missing:
        """A known label without a value.

        Raises:
            KeyError: where no step and no register knows it.
        """
        names = self.facts_called(label)
        if not names:
            around = self.around
            if around is None:
                raise KeyError(label)
            return around.missing_fact(label)
        for asked in (True, False):  # a step that asks for it under this label, else one that works it out
            for step in sorted(self.procedure.steps, key=lambda step: step.modality != "must"):
                if any(self._brings(step, name, label, asked=asked) for name in names):
                    value = f" {label}=…" if asked else ""
                    return Missing(
                        Want(label, step.title, f"renda do {self.case.id} {step.title}{value}"), self.wants
                    )
        return self.roster_missing(label)

    def _brings(self, step: Step, name: str, label: str, *, asked: bool) -> bool:
        """Whether a step records a fact: asked for under that label, or worked out."""
        if not asked:
            return name in step.facts or name in step.derived or name in results_of(step)
        known = self.engine.book.vocabulary
        return name in step.facts and self.procedure.fact(step, name, known).label == label

    # --- other cases, acts -----------------------------------------------------------------------------------

    @cached_property
    def around(self) -> Scope | None:
        """The scope of the case around this one."""
        return self.beside(self.record.cases[self.case.within]) if self.case.within else None

    def beside(self, case: Case) -> Scope:
        """The scope of another case on the same day."""
        return Scope(
            self.engine,
            self.record,
            self.shelf,
            case,
            self.on,
            self.wants,
            expressions=self.expressions,
            kind=self.kind,
        )

    def step(self, name: str) -> Step:
        """The step of that id or title."""
        return self.engine.shelf.step(self.procedure, name)

    def acts(self, step: str) -> list[ActView]:
        """Each time that a step was recorded."""
        wanted = self.step(step).id
        return [ActView(self, act) for act in self.case.acts if act.step == wanted]


class _Composed:
    """A name made of other names; put together only when it is written."""

    def __init__(self, scope: Scope, name: str) -> None:
        self._scope = scope
        self._name = name

    def __str__(self) -> str:
        scope = self._scope
        where = f"names.{self._name}"
        return scope.expressions.text(scope.shelf.names.names[self._name], scope, where)
