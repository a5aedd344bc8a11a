"""What the contract promises of a JSON document: keys and types. More keys may be there."""

from datetime import date

NONE = type(None)


class Each:
    """An array whose items all have a shape."""

    def __init__(self, shape):
        self.shape = shape


class OneOf:
    """One of these words."""

    def __init__(self, *words):
        self.words = words


class Maybe:
    """The shape, or null."""

    def __init__(self, shape):
        self.shape = shape


class Day:
    """An ISO date."""


def assert_shape(value, shape, place="$"):
    if isinstance(shape, dict):
        assert isinstance(value, dict), place
        for key, inner in shape.items():
            assert key in value, f"{place}.{key} is missing: {sorted(value)}"
            assert_shape(value[key], inner, f"{place}.{key}")
    elif isinstance(shape, Each):
        assert isinstance(value, list), place
        for number, item in enumerate(value):
            assert_shape(item, shape.shape, f"{place}[{number}]")
    elif isinstance(shape, Maybe):
        if value is not None:
            assert_shape(value, shape.shape, place)
    elif isinstance(shape, OneOf):
        assert value in shape.words, f"{place}: {value!r}"
    elif shape is Day:
        assert date.fromisoformat(value).isoformat() == value, place
    elif shape is object:
        assert value is not NONE
    else:
        assert type(value) is shape, f"{place}: {value!r} is no {shape.__name__}"


ERROR = {"error": {"code": str, "message": str, "where": Maybe(str), "remedy": Maybe(str)}}
FINDING = {
    "rule": str,
    "outcome": OneOf("pass", "breach", "pending", "not_applicable"),
    "effect": OneOf("void", "bar", "flag", "advise"),
    "citation": str,
    "message": str,
    "remedy": Maybe(str),
    "observed": dict,
    "needed": Maybe(dict),
    "jurisdiction": str,
}
VERDICT = {
    "case": str,
    "step": str,
    "on": Day,
    "allowed": bool,
    "recorded": bool,
    "entry": Maybe(int),
    "irregular": bool,
    "stage": str,
    "findings": Each(FINDING),
    "consequences": list,
}
OPENED = {"case": str, "procedure": str, "stage": str}
NEXT = {
    "case": str,
    "procedure": str,
    "stage": str,
    "steps": Each(
        {
            "step": str,
            "title": str,
            "status": OneOf("done", "must", "may", "not_yet", "closed", "overdue"),
            "missing": Each(FINDING),
            "due": Maybe(Day),
            "facts": Each({"name": str, "label": str, "type": str, "required": bool}),
        }
    ),
}
CHECK = {
    "checked": str,
    "on": Day,
    "verdict": OneOf("in_order", "flagged", "breach"),
    "findings": Each(
        {
            **FINDING,
            "case": Maybe(str),
            "step": Maybe(str),
            "group": OneOf("breach", "flawed", "todo", "pending", "advice", "in_order", "not_applicable"),
            "command": Maybe(str),
            "until": Maybe(Day),
            "owed": bool,
            "powers": Each(str),
            "also": Each(str),
        }
    ),
    "counts": dict,
    "owed": int,
    "day": Maybe(Day),
    "congresses": Each({"congress": str, "cases": int, "counts": dict}),
}
REPORT = {
    "congress": str,
    "report": OneOf("year"),
    "title": str,
    "year": int,
    "on": Day,
    "parts": Each(
        {
            "title": str,
            "items": Each(
                {
                    "item": int,
                    "requirements": Each(str),
                    "requirement": str,
                    "citation": str,
                    "numbers": Each({"id": str, "label": str, "value": int, "cases": Each(str)}),
                    "findings": Each(FINDING),
                    "none": Maybe(str),
                }
            ),
        }
    ),
}
SOURCE = {
    "year": int,
    "id": str,
    "label": str,
    "value": int,
    "sources": Each({"entry": int, "on": Day, "case": str, "case_title": str, "step": str}),
}
TALLY = {
    "elected": Each(str),
    "tied": Each(str),
    "vacant": int,
    "next": OneOf("done", "revote", "further_election"),
    "needed": int,
    "citations": Each(str),
}
TRACE = {
    "requirements": int,
    "covered": int,
    "rows": Each(
        {
            "id": str,
            "rules": Each(str),
            "steps": Each(str),
            "scenarios": Each(str),
            "by": OneOf("rule", "shape", "consequence", "guidance", "out_of_scope"),
            "why": str,
        }
    ),
}
