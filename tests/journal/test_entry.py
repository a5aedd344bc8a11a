"""Drafts become sealed entries: one canonical text, one hash."""

import dataclasses
import json
import pickle
import subprocess
import sys
import timeit
from datetime import UTC, date, datetime
from hashlib import sha256
from types import MappingProxyType

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from procedures.errors import BadInput, RecordError
from procedures.journal.canonical import DEEPEST, canonical, parsed
from procedures.journal.entry import GENESIS, is_sealed, seal
from tests.journal.samples import TOWN, draft

MOMENT = "2026-01-08T09:30:00Z"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
bodies = st.dictionaries(
    texts,
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=5,
)


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@given(bodies)
def test_the_text_is_that_of_rfc_8785(body):
    text = canonical(body)
    assert text == rfc8785.dumps(body).decode()
    assert parsed(text) == body


@given(
    bodies, st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
)
def test_the_hash_is_over_the_canonical_json_of_everything_else(body, step):
    entry = seal(TOWN, 7, "a" * 64, MOMENT, draft(body=body, step=step))
    whole = {
        "congress": TOWN,
        "number": 7,
        "kind": entry.kind,
        "case": entry.case,
        "step": step,
        "on": "2026-01-08",
        "recorded_at": MOMENT,
        "operator": entry.operator,
        "body": body,
        "previous": "a" * 64,
    }
    assert entry.hash == sha256(rfc8785.dumps(whole)).hexdigest()
    assert is_sealed(entry)
    assert entry.body == body


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"share": 0.5}, "float"),
        ({"rows": [{"share": 1.0}]}, "float"),
        ({"on": date(2026, 1, 8)}, "date"),
        ({"pair": (1, 2)}, "tuple"),
        ({"raw": b"x"}, "bytes"),
        ({"table": MappingProxyType({})}, "mappingproxy"),
        ({1: "x"}, "名称须是文字"),
        ({"count": 2**53}, "数值过大"),
        ({"count": -(2**53)}, "数值过大"),
        ({"text": "\ud83d"}, "不成字"),
        ({"\ud83d": 1}, "不成字"),
        (nested(DEEPEST), "层次超过"),
    ],
)
def test_what_cannot_be_recorded_exactly_is_refused(body, words):
    with pytest.raises(BadInput, match=words):
        seal(TOWN, 1, GENESIS, MOMENT, draft(body=body))


def test_the_place_of_the_fault_is_named():
    with pytest.raises(BadInput) as error:
        canonical({"facts": {"shares": [1, {"mayor": 0.5}]}})
    assert error.value.where == "facts.shares.mayor"


def test_a_body_that_holds_itself_is_refused():
    body = {}
    body["self"] = body
    with pytest.raises(BadInput, match="层次超过") as error:
        canonical(body)
    assert "循环" in error.value.remedy


def test_any_mapping_may_be_the_body():
    entry = seal(TOWN, 1, GENESIS, MOMENT, draft(body=MappingProxyType({"b": 1, "a": 2})))
    assert entry.text == '{"a":2,"b":1}'


@pytest.mark.parametrize(
    "changes",
    [
        {"on": datetime(2026, 1, 8, tzinfo=UTC)},
        {"kind": ""},
        {"operator": None},
        {"case": ""},
        {"step": "a\0b"},
        {"step": 3},
    ],
)
def test_fields_that_do_not_fit_are_refused(changes):
    with pytest.raises(BadInput):
        seal(TOWN, 1, GENESIS, MOMENT, draft(**changes))


@pytest.mark.parametrize(
    "moment", ["2026-01-08T09:30:00+00:00", "2026-01-08 09:30:00Z", "2026-01-08T09:30:00.5Z", ""]
)
def test_the_moment_has_one_spelling(moment):
    with pytest.raises(BadInput, match="协调世界时"):
        seal(TOWN, 1, GENESIS, moment, draft())


@pytest.mark.parametrize("text", ['{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a":1.5}', '{"a":NaN}', "[]", "{", "", '{"a":"\\u4e00"}', "[" * 5000, "9" * 5000])  # fmt: skip
def test_a_text_that_is_not_canonical_is_no_record(text):
    entry = dataclasses.replace(seal(TOWN, 1, GENESIS, MOMENT, draft()), text=text)
    assert not is_sealed(entry)
    with pytest.raises(RecordError, match="第 1 号"):
        _ = entry.body


@pytest.mark.parametrize(
    "changes",
    [
        {"congress": "别镇"},
        {"number": 2},
        {"kind": "open"},
        {"case": None},
        {"step": "close"},
        {"on": date(2026, 1, 9)},
        {"recorded_at": "2026-01-08T09:30:01Z"},
        {"operator": "李"},
        {"text": "{}"},
        {"previous": "1" * 64},
        {"hash": "1" * 64},
        {"operator": "\ud83d"},
    ],
)
def test_every_change_breaks_the_seal(changes):
    assert not is_sealed(dataclasses.replace(seal(TOWN, 1, GENESIS, MOMENT, draft()), **changes))


def test_the_body_is_read_from_the_text_not_from_what_was_handed_in():
    body = {"facts": {"count": 1}}
    entry = seal(TOWN, 1, GENESIS, MOMENT, draft(body=body))
    body["facts"]["count"] = 2
    assert entry.body == {"facts": {"count": 1}}
    assert entry.body is entry.body
    assert pickle.loads(pickle.dumps(entry)) == entry  # noqa: S301  # ours


def test_a_small_entry_is_sealed_within_80_microseconds():
    one = draft()
    best = min(timeit.repeat(lambda: seal(TOWN, 1, GENESIS, MOMENT, one), number=200, repeat=5)) / 200
    assert best < 80e-6


def test_drafting_does_not_import_the_database():
    code = "import sys, json; import procedures.journal.entry, procedures.journal.verify; print(json.dumps(sorted(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not {"sqlalchemy", "alembic", "sqlite3"} & set(json.loads(out))


def test_opening_does_not_import_alembic(tmp_path):
    code = (
        "import sys; from procedures.journal.store import open_store; "
        f"open_store({str(tmp_path / 'a.db')!r}).close(); print('alembic' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "False"
