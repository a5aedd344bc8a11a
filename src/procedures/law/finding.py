"""A rule's outcome on facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from procedures.checks.base import Labels, shown
from procedures.checks.values import Answer, Facts, Value
from procedures.law.rule import Effect, Level, Rule, Statute

Outcome = Literal["pass", "breach", "pending", "not_applicable"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about the facts.

    Attributes:
        rule: id of the rule.
        outcome: pass, breach, pending (a missing fact decides) or not_applicable.
        effect: what a breach does: void, bar, flag, advise.
        citation: statute and article.
        message: one or two plain Chinese sentences.
        remedy: what to do; None where there is nothing to do.
        observed: the facts it saw.
        needed: what would have been enough; None where that is nothing countable.
        jurisdiction: 全国 or the province.
        missing: names of the facts that are still to come.
        level: national, province or practice; a finding on good practice is never one on the law.
        caution: what is known of the text to be superseded or unread; None where nothing is.
        conflict: how the local text differs from national law, which binds and why; None where it does not.
    """

    rule: str
    outcome: Outcome
    effect: Effect
    citation: str
    message: str
    remedy: str | None
    observed: dict[str, Value]
    needed: dict[str, Value] | None
    jurisdiction: str
    missing: tuple[str, ...] = ()
    level: Level = "national"
    caution: str | None = None
    conflict: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether a step with this finding must not be recorded as it stands."""
        return self.outcome in {"breach", "pending"} and self.effect in {"void", "bar"}

    def as_json(self) -> dict[str, Any]:
        """The finding object that the command line promises."""
        return {
            "rule": self.rule,
            "outcome": self.outcome,
            "effect": self.effect,
            "citation": self.citation,
            "message": self.message,
            "remedy": self.remedy,
            "observed": {name: as_json(value) for name, value in self.observed.items()},
            "needed": None if self.needed is None else {name: as_json(v) for name, v in self.needed.items()},
            "jurisdiction": self.jurisdiction,
            "missing": list(self.missing),
            "level": self.level,
            "caution": self.caution,
            "conflict": self.conflict,
        }


def as_json(value: Any) -> Any:
    """A value as JSON writes it: dates ISO, tuples as arrays, decimals as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return value


def judge(rule: Rule, statute: Statute, facts: Facts, labels: Labels) -> Finding:
    """Apply a rule to facts.

    Args:
        rule: the requirement.
        statute: the text it stands in.
        facts: what is known; a fact that is absent or None is unknown.
        labels: Chinese label of each fact.

    Raises:
        ImpossibleDates: where a period would end before it starts.
    """
    condition = rule.when.evaluate(facts, labels) if rule.when else None
    if condition is not None and condition.truth is False:
        assert rule.when is not None
        message = f"不适用:只在{rule.when.worded(labels)}时适用。"
        return _finding(rule, statute, facts, "not_applicable", message)
    answer = rule.check.evaluate(facts, labels)
    if condition is not None and condition.truth is None:
        missing = tuple(dict.fromkeys(condition.missing + answer.missing))
        return _pending(rule, statute, facts, labels, missing)
    if answer.truth is None:
        return _pending(rule, statute, facts, labels, answer.missing)
    if answer.truth:
        return _finding(rule, statute, facts, "pass", rule.requirement)
    message = fill(rule.refuse, facts, answer) + (answer.remark or "")
    return _finding(rule, statute, facts, "breach", message, answer)


def _pending(rule: Rule, statute: Statute, facts: Facts, labels: Labels, missing: tuple[str, ...]) -> Finding:
    names = "、".join(labels.get(name, name) for name in missing)
    message = f"{rule.requirement}。尚缺:{names}。"
    return _finding(rule, statute, facts, "pending", message, missing=missing)


def _finding(
    rule: Rule,
    statute: Statute,
    facts: Facts,
    outcome: Outcome,
    message: str,
    answer: Answer | None = None,
    missing: tuple[str, ...] = (),
) -> Finding:
    observed = {name: value for name in rule.facts() if (value := facts.get(name)) is not None}
    asks = outcome in {"breach", "pending"}
    return Finding(
        rule=rule.id,
        outcome=outcome,
        effect=rule.effect,
        citation=f"{statute.short}{rule.article}",
        message=message,
        remedy=rule.remedy if asks else None,
        observed=observed,
        needed=(dict(answer.needed) or None) if answer else None,
        jurisdiction=statute.jurisdiction,
        missing=missing,
        level=statute.level,
        caution=None if outcome == "not_applicable" else cautioned(statute),
    )


def cautioned(statute: Statute) -> str | None:
    """What is to be said wherever the text is relied on; None where it is known to be current."""
    return f"{statute.short}:{statute.caution}" if statute.caution else None


def fill(template: str, facts: Facts, answer: Answer) -> str:
    """The refusal with its facts and computed numbers and dates filled in."""
    computed: dict[str, str] = {}
    if answer.latest is not None:
        computed["latest"] = shown(answer.latest)
    if answer.earliest is not None:
        computed["earliest"] = shown(answer.earliest)
    if answer.allowed is not None:
        low, high = answer.allowed
        if low is not None:
            computed["needed"] = shown(low)
        elif high is not None:
            computed["needed"] = shown(high)
        computed["allowed"] = _range(low, high)

    def replaced(match: re.Match[str]) -> str:
        name = match.group(1)
        return computed.get(name) or shown(facts.get(name))

    text = _PLACEHOLDER.sub(replaced, template)
    return text if text.endswith(("。", "!", "?")) else f"{text}。"


def _range(low: Value | None, high: Value | None) -> str:
    if low is None:
        return f"不多于 {shown(high)}"
    if high is None:
        return f"不少于 {shown(low)}"
    return shown(low) if low == high else f"{shown(low)} 至 {shown(high)}"
