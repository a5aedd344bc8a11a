"""The number that a rule fixes for a congress of a given size: two thirds of 72 are 48."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from procedures.checks.base import BaseCheck
from procedures.checks.joined import AllOf, AnyOf
from procedures.checks.numbers import AtLeastFraction, AtMostFraction, Between, MoreThanHalf
from procedures.checks.values import Value

Bounds = tuple[int | Decimal | None, int | Decimal | None]


def atoms(check: BaseCheck) -> Iterator[BaseCheck]:
    """The checks that a joined check is made of."""
    if isinstance(check, (AllOf, AnyOf)):
        for part in check.checks:
            yield from atoms(part)
    else:
        yield check


def share(atom: BaseCheck, base: Mapping[str, Value]) -> Bounds | None:
    """The least and the greatest number that a check on a share leaves open.

    Args:
        atom: one check.
        base: the whole, by the fact's name, as in {"deputies_in_office": 72}; it may hold other facts.

    Returns:
        None where the check is none on a share of that whole, or where it fixes no number.
    """
    if not isinstance(atom, (AtLeastFraction, AtMostFraction, MoreThanHalf)):
        return None
    wholes = atom.whole.facts()
    if not wholes or not set(wholes) <= set(base):
        return None
    most = isinstance(atom, AtMostFraction)
    probe: dict[str, Value] = {name: base[name] for name in wholes}
    probe |= dict.fromkeys(atom.part.facts(), 10**9 if most else 0)
    return atom.evaluate(probe, {}).allowed


def number_fixed(check: BaseCheck, base: Mapping[str, Value]) -> int | None:
    """The first number that a check fixes: the least that is enough, else the most that is allowed.

    Args:
        check: of a rule.
        base: wholes by the fact's name, as for `share`.

    Returns:
        None where it fixes none, or where the whole is not among the facts.
    """
    for atom in atoms(check):
        low, high = share(atom, base) or _between(atom, base)
        number = low if low is not None else high
        if number is not None:
            return int(number)
    return None


def _between(atom: BaseCheck, base: Mapping[str, Value]) -> Bounds:
    if not isinstance(atom, Between):
        return None, None
    low, high = (
        bound.work_out(base) if bound is not None and set(bound.facts()) <= set(base) else None
        for bound in (atom.at_least, atom.at_most)
    )
    return low, high
