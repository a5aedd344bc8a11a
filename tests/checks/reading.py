"""Checks as they are written in a rule file, evaluated on facts."""

from pydantic import TypeAdapter

from procedures.checks.joined import Check

ADAPTER = TypeAdapter(Check)
LABELS = {
    "a": "甲数",
    "b": "乙数",
    "act_on": "办理日",
    "event_on": "起算日",
    "said": "已说明",
    "who": "决定机关",
}


def read(kind, **keys):
    return ADAPTER.validate_python({"kind": kind, **keys})


def answer(check, **facts):
    return check.evaluate(facts, LABELS)


def truth(check, **facts):
    return answer(check, **facts).truth


def only(check, name, **facts):
    """The one limit of a date."""
    limits = check.limits(name, facts, LABELS)
    assert len(limits) == 1
    return limits[0]


def within(limits, day):
    return all(
        (limit.earliest is None or limit.earliest <= day) and (limit.latest is None or day <= limit.latest)
        for limit in limits
    )
