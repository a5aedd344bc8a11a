"""Cases, acts and deputies as templates see them: everything under its Chinese name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.papers.making.missing import Missing, Want
from procedures.papers.making.values import Day, as_written
from procedures.papers.rosters.columns import ALIASES

if TYPE_CHECKING:
    from procedures.engine.case import Act
    from procedures.papers.making.scope import Scope
    from procedures.register.people import Deputy

# The roster's field of each column title.
COLUMNS = {alias: field for field, aliases in ALIASES.items() for alias in aliases}


class ActView:
    """One recorded step: its facts by their labels, and 日期, 步骤.

    Args:
        scope: of the case.
        act: the recorded step.
    """

    def __init__(self, scope: Scope, act: Act) -> None:
        self._scope = scope
        self._act = act

    def __getitem__(self, name: str) -> Any:
        """The value under a label."""
        if name == "日期":
            return Day.of(self._act.on)
        if name == "步骤":
            return self._scope.procedure.step(self._act.step).title
        for fact in self._scope.facts_called(name):
            if fact in self._act.facts:
                return as_written(self._act.facts[fact], self._scope.type_of(fact))
        return self._scope.missing_fact(name)


class CaseView:
    """Another case: its facts by their labels, and 编号, 名称, 次序, 阶段.

    Args:
        scope: of that case.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getitem__(self, name: str) -> Any:
        """The value under a name."""
        return self._scope.find(name)


class DeputyView:
    """One deputy: 姓名, and what else the roster says.

    Args:
        deputy: from the register.
        scope: for what is missing.
    """

    def __init__(self, deputy: Deputy, scope: Scope) -> None:
        self._deputy = deputy
        self._scope = scope

    def __getitem__(self, name: str) -> Any:
        """The value under a column's title."""
        if name == "姓名":
            return self._deputy.name
        if name not in COLUMNS:
            raise KeyError(name)
        value = self._deputy.details.get(COLUMNS[name])
        if value in {None, ""}:
            return Missing(
                Want(
                    f"{self._deputy.name}的{name}",
                    None,
                    "在名册里补填后重新导入:renda roster import 名册文件",
                ),
                self._scope.wants,
            )
        return str(value)
