"""The number that a rule fixes for a congress of a given size: two thirds of 72 are 48."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from procedures.checks.base import BaseCheck
from procedures.checks.joined import AllOf, AnyOf
from procedures.checks.numbers import AtLeastFraction, AtMostFraction, MoreThanHalf
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
