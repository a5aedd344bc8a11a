"""Under which Chinese names the facts of a procedure are known to papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procedures.law.facts import Fact
    from procedures.workflow.model import Procedure, Step

# Facts that the register brings to every case.
REGISTER = (
    *("deputies_in_office", "deputies_quota", "population", "first_session_on", "term_ends_on"),
    "presidium_members",
)


def labels_of(
    procedure: Procedure, vocabulary: dict[str, Fact], own: Mapping[str, str]
) -> dict[str, str | None]:
    """The labels that a case of a procedure knows, and the title of the first step that records each; None: no step.

    Args:
        procedure: which procedure.
        vocabulary: the facts of the rules.
        own: labels of facts that no step asks for.
    """
    found: dict[str, str | None] = {}
    for label, names in labelled(procedure, vocabulary, own, set(REGISTER)).items():
        steps = (
            s.title
            for s in procedure.steps
            if any(n in s.facts or n in s.derived or n in results_of(s) for n in names)
        )
        found[label] = next(steps, None)
    return found


def labelled(
    procedure: Procedure, vocabulary: dict[str, Fact], own: Mapping[str, str], known: set[str]
) -> dict[str, list[str]]:
    """Names of the facts under each label.

    Args:
        procedure: which procedure.
        vocabulary: the facts of the rules.
        own: labels of facts that no step asks for.
        known: names of further facts, as a case holds them.
    """
    labels = procedure.labels(vocabulary)
    names = {name for step in procedure.steps for name in (*step.facts, *step.derived, *results_of(step))}
    if procedure.number_is:
        names.add(procedure.number_is)
    found: dict[str, list[str]] = {}
    for name in sorted(names | known | set(REGISTER)):
        label = own.get(name) or labels.get(name)
        if label is not None:
            found.setdefault(label, []).append(name)
    return found


def results_of(step: Step) -> set[str]:
    """Facts that the counting of a step's votes brings."""
    if step.vote is None:
        return set()
    result = getattr(step.vote, "result", None)
    return {result} if result else {"elected_persons", "tied_persons", "elected"}
