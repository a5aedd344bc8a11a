"""Texts and conditions of paper files, worked out by Jinja in its sandbox; an unknown name is an error, never a blank."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from procedures.errors import LibraryError, ProceduresError
from procedures.papers.making.filters import FILTERS

if TYPE_CHECKING:
    from procedures.papers.making.scope import Scope

_SCOPE = "the scope"
LOOP = re.compile(r"^(?P<name>\S+) in (?P<items>.+)$")
_UNKNOWN = re.compile(r"^'(?P<name>.+?)' is undefined$")
_NOT_THERE = re.compile(r"has no (?:attribute|element) '?(?P<name>[^']+)'?$")


class _Lazy(Context):
    """Looks a name up in the scope when a text uses it, and not before."""

    def resolve_or_missing(self, key: str) -> Any:
        """The value of a name; names of loops stand before those of the scope."""
        found = super().resolve_or_missing(key)
        if found is not missing or _SCOPE not in self.parent:
            return found
        try:
            return self.parent[_SCOPE].find(key)
        except KeyError:
            return missing


class Expressions:
    """Jinja, with the names and filters of papers.

    Args:
        escaped: whether `<` and `&` in values are escaped, for templates that are XML.
    """

    def __init__(self, *, escaped: bool = False) -> None:
        self.environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined, autoescape=escaped, keep_trailing_newline=False
        )
        self.environment.context_class = _Lazy
        self.environment.filters.update(FILTERS)
        self._compiled: dict[str, Template] = {}

    def text(self, template: str, scope: Scope, where: str, local: dict[str, Any] | None = None) -> str:
        """A text with its names filled in.

        Args:
            template: as written.
            scope: the names.
            where: file and line, for errors.
            local: names of the loops around it.

        Raises:
            LibraryError: where it is no template, or uses an unknown name.
        """
        with Told(scope, where):
            if template not in self._compiled:
                self._compiled[template] = self.environment.from_string(template)
            return self._compiled[template].render(self.context(scope, local))

    def value(self, expression: str, scope: Scope, where: str, local: dict[str, Any] | None = None) -> Any:
        """What an expression comes to (a condition, the items of a loop).

        Raises:
            LibraryError: as `text`.
        """
        with Told(scope, where):
            compiled = self.environment.compile_expression(expression, undefined_to_none=False)
            value = compiled(self.context(scope, local))
            if isinstance(value, StrictUndefined):
                str(value)  # raises, naming what is unknown
            return value

    def context(self, scope: Scope, local: dict[str, Any] | None = None) -> dict[str, Any]:
        """What a template is rendered with: the scope, and the names of loops."""
        return {_SCOPE: scope, **(local or {})}

    def loop(self, words: str, scope: Scope, where: str, local: dict[str, Any]) -> Iterable[dict[str, Any]]:
        """The local names of each turn of a loop written as `项 in 会议议程`."""
        match = LOOP.match(words)
        assert match is not None
        turns = self.value(match["items"], scope, where, local)
        for place, item in enumerate(turns, 1):
            yield {**local, match["name"]: item, "第几": place}

    def names_in(self, template: str) -> set[str]:
        """The names that a text uses; an expression is asked for in doubled braces."""
        return find_undeclared_variables(self.environment.parse(template))


class Told:
    """Turns what Jinja says into an error with file, line and remedy."""

    def __init__(self, scope: Scope, where: str) -> None:
        self._scope = scope
        self._where = where

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        """Tell what went wrong."""
        if problem is None or isinstance(problem, ProceduresError):
            return
        if isinstance(problem, UndefinedError):
            raise unknown_name(str(problem.message), self._scope.known(), self._where) from problem
        if isinstance(problem, TemplateSyntaxError):
            raise LibraryError(
                f"写法有误:{slip(problem)}",
                where=self._where,
                remedy="请核对花括号、引号和 if、for 的结尾。",
            ) from problem
        if isinstance(problem, TemplateError | TypeError | ValueError | KeyError | AttributeError):
            raise LibraryError(
                f"这里算不出来({problem})。", where=self._where, remedy="名称和写法见 docs/paper-files.md。"
            ) from problem


def unknown_name(message: str, known: Iterable[str], where: str) -> LibraryError:
    """The error for a name that nothing stands for, with the nearest names.

    Args:
        message: Jinja's.
        known: the names that there are.
        where: file and line.
    """
    match = _UNKNOWN.search(message) or _NOT_THERE.search(message)
    name = match["name"] if match else message
    near = nearest(name, known)
    return LibraryError(
        f"不认识的名称“{name}”。",
        where=where,
        remedy=f"{f'是不是:{near}?' if near else ''}可用的名称见 renda paper fields。",
    )


_SLIPS = (
    (r"Unexpected end of template", "到末尾还缺一个结尾,如 endif、endfor"),
    (r"Encountered unknown tag '(.*?)'", "没有“{}”这样的语句,或者它的开头、结尾没有配对"),
    (r"No filter named '(.*?)'", "没有“{}”这种改写"),
    (r"unexpected '(.*?)'", "“{}”处多了或者少了符号"),
    (r"expected token .*got '(.*?)'", "“{}”处多了或者少了符号"),
    (r"unexpected char '(.*?)'", "“{}”不能写在这里"),
)


def slip(problem: Exception) -> str:
    """What is wrong in a template's text, in Chinese where Jinja's words are known."""
    said = str(getattr(problem, "message", None) or problem)
    for pattern, words in _SLIPS:
        if found := re.match(pattern, said):
            return words.format(*found.groups())
    return said


def nearest(name: str, known: Iterable[str]) -> str:
    """The known names that look most like a name, joined; empty where none does."""
    names = list(known)
    found = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    found += [other for other in names if (name in other or other in name) and other not in found][:3]
    return "、".join(found[:3])
