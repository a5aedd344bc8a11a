"""Terms: whole numbers, fact names and simple arithmetic over them, parsed into a tree and never evaluated.

`45 + population // 1500` is a term. Division is whole division only, so that nothing is ever rounded silently.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from procedures.checks.values import Facts

Number = int | Decimal

_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}


@dataclass(frozen=True, slots=True)
class Term:
    """A number, a fact, or arithmetic on two terms.

    Attributes:
        text: as written.
        operator: one of `+ - * //`, "fact" or "number".
        value: the number, for "number".
        name: the fact, for "fact".
        left, right: the operands, for an operator.
    """

    text: str
    operator: str
    value: int = 0
    name: str = ""
    left: Term | None = None
    right: Term | None = None

    def facts(self) -> tuple[str, ...]:
        """Names of the facts that the term reads, in order of appearance."""
        if self.operator == "fact":
            return (self.name,)
        if self.left is None or self.right is None:
            return ()
        return tuple(dict.fromkeys(self.left.facts() + self.right.facts()))

    def work_out(self, facts: Facts) -> Number | None:
        """The number, or None where a fact is missing."""
        if self.operator == "number":
            return self.value
        if self.operator == "fact":
            value = facts.get(self.name)
            return value if isinstance(value, (int, Decimal)) else None
        assert self.left is not None
        assert self.right is not None
        left, right = self.left.work_out(facts), self.right.work_out(facts)
        if left is None or right is None:
            return None
        if self.operator == "+":
            return left + right
        if self.operator == "-":
            return left - right
        if self.operator == "*":
            return left * right
        return int(Fraction(left) // Fraction(right))  # Decimal's own // rounds towards zero

    def missing(self, facts: Facts) -> tuple[str, ...]:
        """The facts that the term still needs."""
        return tuple(name for name in self.facts() if not isinstance(facts.get(name), (int, Decimal)))

    def worded(self, labels: dict[str, str]) -> str:
        """The term in Chinese, with the labels of its facts."""
        if self.operator == "number":
            return str(self.value)
        if self.operator == "fact":
            return labels.get(self.name, self.name)
        assert self.left is not None
        assert self.right is not None
        sign = {"+": "加", "-": "减", "*": "乘以", "//": "除以(取整)"}[self.operator]
        return f"{self._operand(self.left, labels)}{sign}{self._operand(self.right, labels)}"

    def _operand(self, term: Term, labels: dict[str, str]) -> str:
        worded = term.worded(labels)
        plain = term.operator in {"fact", "number"} or (self.operator == "+" and term.operator != "-")
        return worded if plain or (term is self.left and self.operator == "-") else f"({worded})"


@lru_cache(maxsize=4096)
def parse_term(text: str) -> Term:
    """Read a term.

    Args:
        text: for instance `seats + surplus_fixed`.

    Raises:
        ValueError: for anything but whole numbers, fact names and `+ - * //`.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as problem:
        raise ValueError(f"读不懂的算式 {text!r}") from problem
    return _from_tree(tree, text)


def _from_tree(node: ast.expr, text: str) -> Term:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return Term(ast.unparse(node), "number", value=node.value)
    if isinstance(node, ast.Name):
        return Term(node.id, "fact", name=node.id)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        if isinstance(node.op, ast.FloorDiv) and not (
            isinstance(node.right, ast.Constant) and node.right.value
        ):
            raise ValueError(f"算式 {text!r} 里的 // 只能除以不是零的整数")
        left, right = _from_tree(node.left, text), _from_tree(node.right, text)
        return Term(ast.unparse(node), _OPERATORS[type(node.op)], left=left, right=right)
    raise ValueError(f"算式 {text!r} 里只能有整数、事实名和 + - * //")


def _to_term(value: Any) -> Any:
    if isinstance(value, Term):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(f"应为整数、事实名或算式,而不是 {value!r}")  # noqa: TRY004 - pydantic reports ValueError
    return parse_term(str(value))


TermField = Annotated[
    Term,
    BeforeValidator(_to_term),
    PlainSerializer(lambda term: term.text),
    WithJsonSchema(
        {"anyOf": [{"type": "integer"}, {"type": "string"}], "description": "整数、事实名或其加减乘整除"}
    ),
]
