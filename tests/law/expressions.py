"""A second reading of the requirements' `check` lines, written without looking at the product's checks.

Three values (Kleene): None is "a fact that is not given decides". Used to compare the rules with the requirements,
and to generate facts that lie around the boundary of a requirement.
"""

import ast
import calendar
import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import chinese_calendar

DAY = timedelta(days=1)
FIRST, LAST = date(2022, 3, 12), date(2026, 6, 30)  # within the calendars of public holidays that are held
MONTH_ENDS = (date(2024, 1, 31), date(2023, 11, 30), date(2024, 2, 29), date(2025, 12, 31), date(2023, 3, 31))
NEW_YEAR = (date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31))


class Expression:
    """One condition of a requirement.

    Args:
        text: as it stands in the requirements.
    """

    def __init__(self, text):
        self.text = text
        self.tree = ast.parse(text, mode="eval").body
        self.names = tuple(dict.fromkeys(_names(self.tree)))
        self.values = {
            node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name) and not node.id.isascii()
        }
        self.comparisons = [node for node in ast.walk(self.tree) if isinstance(node, ast.Compare)]
        self.periods = [found for node in self.comparisons for found in _periods(node)]

    def truth(self, facts):
        """True, False, or None where a missing fact decides."""
        return work_out(self.tree, facts)

    def impossible(self, facts):
        """Whether some period would end before it starts."""
        return any(
            facts.get(act) is not None and facts.get(event) is not None and facts[act] < facts[event]
            for act, event in self.periods
        )


def _names(node):
    for child in ast.walk(node):
        if isinstance(child, ast.Name) and child.id.isascii() and child.id not in _FUNCTIONS:
            yield child.id


def _periods(node):
    """(act, event) of each period after an event: `days(event, act) <= n`, `act <= add_months(event, n)`."""
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        small, large = (left, right) if isinstance(operator, (ast.LtE, ast.Lt)) else (right, left)
        if isinstance(operator, (ast.LtE, ast.Lt, ast.GtE, ast.Gt)):
            if _called(small) in {"days", "working_days"} and isinstance(large, ast.Constant):
                yield small.args[1].id, small.args[0].id
            if isinstance(small, ast.Name) and _called(large) == "add_months":
                yield small.id, large.args[0].id
        left = right


def _called(node):
    return node.func.id if isinstance(node, ast.Call) else None


def work_out(node, facts):  # noqa: C901 - one case for each form of the requirements
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return facts.get(node.id) if node.id.isascii() else node.id
        case ast.BoolOp(op=ast.And()):
            return _all(work_out(value, facts) for value in node.values)
        case ast.BoolOp():
            return _not(_all(_not(work_out(value, facts)) for value in node.values))
        case ast.UnaryOp(op=ast.Not()):
            return _not(work_out(node.operand, facts))
        case ast.UnaryOp(op=ast.USub()):
            return -work_out(node.operand, facts)
        case ast.BinOp():
            left, right = work_out(node.left, facts), work_out(node.right, facts)
            return None if left is None or right is None else _ARITHMETIC[type(node.op)](left, right)
        case ast.Call():
            given = [work_out(argument, facts) for argument in node.args]
            return None if None in given else _FUNCTIONS[node.func.id](*given)
        case ast.Compare():
            values = [work_out(child, facts) for child in (node.left, *node.comparators)]
            pairs = zip(values, node.ops, values[1:], strict=False)
            return _all(_compared(left, operator, right) for left, operator, right in pairs)
        case ast.List():
            return [work_out(child, facts) for child in node.elts]
    raise AssertionError(f"the requirements use something new: {ast.unparse(node)}")


def _compared(left, operator, right):
    return None if left is None or right is None else _COMPARED[type(operator)](left, right)


def _all(values):
    values = list(values)
    return False if False in values else None if None in values else True


def _not(value):
    return None if value is None else not value


def _add_months(day, months):
    month = day.month + months
    year = day.year + (month - 1) // 12
    month = (month - 1) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _working_days(start, end):
    between = [start + DAY * n for n in range(1, (end - start).days + 1)]
    return sum(chinese_calendar.is_workday(day) for day in between)


_FUNCTIONS = {
    "days": lambda start, end: (end - start).days,
    "working_days": _working_days,
    "add_months": _add_months,
    "add_years": lambda day, years: _add_months(day, 12 * years),
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "min": min,
    "max": max,
    "contains": lambda items, *wanted: set(wanted) <= set(items),
}
_ARITHMETIC = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.FloorDiv: lambda left, right: left // right,
}
_COMPARED = {
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
    ast.Lt: lambda left, right: left < right,
    ast.LtE: lambda left, right: left <= right,
    ast.Gt: lambda left, right: left > right,
    ast.GtE: lambda left, right: left >= right,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}


class Generator:
    """Facts around the boundaries of some expressions.

    Args:
        expressions: the conditions.
        names: the facts to generate.
        vocabulary: type and values of each fact.
        seed: the same seed brings the same facts.
    """

    def __init__(self, expressions, names, vocabulary, seed):
        self._random = random.Random(seed)  # noqa: S311 - facts to test with, no secrets
        self._expressions = expressions
        self._yes = 0.7
        self._vocabulary = {name: vocabulary[name] for name in names}
        self._mentioned = set().union(*(expression.values for expression in expressions))
        self._numbers = sorted(
            {
                node.value
                for expression in expressions
                for node in ast.walk(expression.tree)
                if isinstance(node, ast.Constant)
            }
        )

    def facts(self, absent):
        """One set of facts.

        Args:
            absent: the share of facts that are not given.
        """
        self._yes = self._random.choice([0.7, 0.3])
        facts = {name: self._value(fact) for name, fact in self._vocabulary.items()}
        for expression in self._expressions:
            for comparison in expression.comparisons:
                if self._random.random() < 0.85:
                    self._to_the_boundary(comparison, facts)
        return {name: value for name, value in facts.items() if self._random.random() >= absent}

    def _value(self, fact):
        chance = self._random
        match fact.type:
            case "yesno":
                return chance.random() < self._yes
            case "choice":
                named = sorted(self._mentioned & set(fact.values))
                return chance.choice(named if named and chance.random() < 0.6 else fact.values)
            case "names":
                usual = [
                    item
                    for item in fact.values
                    if chance.random() < (0.9 if item in self._mentioned else 0.3)
                ]
                return tuple(sorted(self._mentioned)) if chance.random() < 0.2 else tuple(usual)
            case "date":
                some = FIRST + DAY * chance.randrange((LAST - FIRST).days - 700)
                return chance.choice([some, chance.choice(MONTH_ENDS), chance.choice(NEW_YEAR)])
            case "money" if chance.random() < 0.3:
                return Decimal(chance.randrange(1, 10**7)) / 100
            case "count" | "number" | "money":
                near = [number + by for number in self._numbers for by in (-1, 0, 1) if number + by >= 0]
                return chance.choice([*near, 0, 1, 2, 3, 59, 60, 61, chance.randrange(200)])
        return "某某"

    def _to_the_boundary(self, comparison, facts):
        """Move one fact of the comparison to where its two sides meet, or one beside that."""
        left, right = self._random.choice(
            list(zip((comparison.left, *comparison.comparators), comparison.comparators, strict=False))
        )
        movable = [
            name for name in dict.fromkeys(_names(ast.Tuple([left, right]))) if name in self._vocabulary
        ]
        movable = [
            name for name in movable if self._vocabulary[name].type in {"count", "number", "money", "date"}
        ]
        if not movable:
            return
        name = self._random.choice(movable)
        for _ in range(3):  # months are of different length, so a second look may be needed
            here, there = (
                _apart(left, right, facts),
                _apart(left, right, facts | {name: _moved(facts[name], 1)}),
            )
            if here is None or there is None or here == there:
                return
            facts[name] = _moved(facts[name], int(Fraction(here) / Fraction(here - there)))
        by = self._random.choice([-1, 0, 0, 1])
        if isinstance(facts[name], date):
            facts[name] = min(max(_moved(facts[name], by), date(2004, 1, 1)), LAST)
        else:
            least = -1 if self._vocabulary[name].type == "money" else 0  # a deficit below zero is a surplus
            facts[name] = max(facts[name] + by, least)


def _moved(value, by):
    return date.fromordinal(max(value.toordinal() + by, 400)) if isinstance(value, date) else value + by


def _apart(left, right, facts):
    """How far the two sides are apart; None where that is no number."""
    ours, theirs = work_out(left, facts), work_out(right, facts)
    if isinstance(ours, date) and isinstance(theirs, date):
        return (ours - theirs).days
    numbers = (int, Decimal)
    plain = isinstance(ours, numbers) and isinstance(theirs, numbers) and not isinstance(ours, bool)
    return ours - theirs if plain and not isinstance(theirs, bool) else None
