"""What a workflow file may say, and what a shelf finds in it."""

import pytest
from pydantic import ValidationError

from procedures.errors import LibraryError, UnknownName
from procedures.law.book import LawBook
from procedures.law.facts import Fact
from procedures.library.places import Places, places
from procedures.workflow.model import Derivation, Procedure, Step
from procedures.workflow.shelf import Shelf

STEP = {"id": "begin", "title": "开始", "actor": "presidium", "from": "甲", "to": "乙", "modality": "must"}
TEXT = {
    "procedure": "sample",
    "title": "样本",
    "code": "Y",
    "numbering": "year",
    "stages": ["甲", "乙"],
    "final": ["乙"],
}
FILE = """\
procedure: {name}
title: {title}
code: Y
numbering: year
stages: [甲, 乙]
final: [乙]
steps:
- {{id: begin, title: 开始, actor: presidium, from: 甲, to: 乙, modality: must}}
"""


def step(**changes):
    return Step.model_validate({**STEP, **changes})


def procedure(**changes):
    return Procedure.model_validate({**TEXT, "steps": [STEP], **changes})


@pytest.fixture
def shelf(tmp_path):
    def write(**titles):
        (tmp_path / "workflows").mkdir(exist_ok=True)
        for name, title in titles.items():
            path = tmp_path / "workflows" / f"{name}.yaml"
            path.write_text(FILE.format(name=name, title=title), encoding="utf-8")
        return Shelf(Places((tmp_path,)))

    return write


# --- the models


def test_one_stage_or_several():
    assert step().from_ == ("甲",)
    assert step(**{"from": ["甲", "乙"]}).from_ == ("甲", "乙")
    with pytest.raises(ValidationError):
        step(**{"from": []})


def test_where_a_step_leads():
    assert step().destinations() == {None: "乙"}
    assert step(to=None).destinations() == {}
    assert step(to={"passed": "乙", "failed": "甲"}).destinations() == {"passed": "乙", "failed": "甲"}
    assert step().branch is None
    assert step(to=None).branch is None
    assert step(to={"passed": "乙"}).branch is None
    assert step(to={"by": "listing", "列入": "乙"}).branch == "listing"
    assert step(to={"by": "listing", "列入": "乙"}).destinations() == {"列入": "乙"}


def test_a_fact_without_keys_is_a_fact_of_the_vocabulary():
    for empty in ({}, None):
        assert step(facts={"post": empty}).facts["post"].type is None


@pytest.mark.parametrize(
    "facts", [["post"], "post", {"post": {"kind": "text"}}, {"post": {"type": "float"}}, {"post": "text"}]
)
def test_facts_of_another_shape_are_refused(facts):
    with pytest.raises(ValidationError):
        step(facts=facts)


@pytest.mark.parametrize("bad", ["Begin", "1st", "be gin", "begin_now", "", "开始"])
def test_ids_are_lower_case_words(bad):
    with pytest.raises(ValidationError):
        step(id=bad)
    with pytest.raises(ValidationError):
        procedure(procedure=bad)


@pytest.mark.parametrize(
    "changes",
    [
        {"modality": "shall"},
        {"modality": None},
        {"title": 5},
        {"from": None},
        {"to": ["乙"]},
        {"note": ["甲"]},
        {"vote": {"kind": "decision"}},
        {"vote": {"kind": "election", "seats": "a / b", "candidates": "c"}},
        {"vote": {"kind": "show"}},
        {"then": [{"fire": "x"}]},
        {"each": {"person": "x"}},
        {"colour": "红"},
    ],
)
def test_a_step_of_another_shape_is_refused(changes):
    with pytest.raises(ValidationError):
        step(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "y"},
        {"code": ""},
        {"numbering": "month"},
        {"stages": ["甲"]},
        {"final": []},
        {"steps": []},
        {"colour": "红"},
    ],
)
def test_a_procedure_of_another_shape_is_refused(changes):
    with pytest.raises(ValidationError):
        procedure(**changes)


WAYS = [
    {"count_of": "names"},
    {"done": "vote"},
    {"copy": "other"},
    {"same_names": ["a", "b"]},
    {"distinct": "nominee"},
    {"names_of": "nominee"},
    {"most_often": "answer"},
    {"always": False},
    {"always": 0},
    {"act_date": True},
    {"same_as": {"fact": "listing", "value": "列入"}},
]


@pytest.mark.parametrize("way", WAYS)
def test_a_fact_is_derived_in_one_way(way):
    assert Derivation.model_validate(way)
    other = {"count_of": "x"} if "count_of" not in way else {"done": "x"}
    with pytest.raises(ValidationError, match="要写且只写一种算法"):
        Derivation.model_validate({**way, **other})


@pytest.mark.parametrize(
    "none", [{}, {"act_date": False}, {"where": {"a": ["b"]}}, {"counting": "a"}, {"without": "a"}]
)
def test_a_fact_is_not_derived_in_no_way(none):
    with pytest.raises(ValidationError, match="要写且只写一种算法"):
        Derivation.model_validate(none)


VOCABULARY = {"post": Fact(name="post", type="choice", label="职务", values=("主席",))}


def test_a_steps_fact_is_the_vocabularys_or_its_own():
    text = procedure(
        steps=[
            {
                **STEP,
                "facts": {
                    "post": {},
                    "own": {"type": "text", "note": "说明"},
                    "unknown": {},
                },
            }
        ]
    )
    begin = text.step("begin")
    assert text.fact(begin, "post", VOCABULARY) is VOCABULARY["post"]
    own = text.fact(begin, "own", VOCABULARY)
    assert (own.type, own.label, own.meaning) == ("text", "own", "说明")
    with pytest.raises(ValueError, match="步骤 begin 的事实 unknown 既没有写 type"):
        text.fact(begin, "unknown", VOCABULARY)
    renamed = procedure(steps=[{**STEP, "facts": {"post": {"label": "应选职务"}}}])
    fact = renamed.fact(renamed.step("begin"), "post", VOCABULARY)
    assert (fact.label, fact.type, fact.values) == ("应选职务", "choice", ("主席",))
    assert renamed.labels(VOCABULARY) == {"post": "应选职务"}


# --- the shelf


def test_the_shelf_finds_by_id_and_by_title(shelf):
    found = shelf(sample="样本", other="另一个")
    assert found.find("sample") == found.find("样本") == "sample"
    assert found.procedure("样本") is found.procedure("sample")
    assert found.machine("sample") is found.machine("sample")
    assert found.titles == {"other": "另一个", "sample": "样本"}
    with pytest.raises(UnknownName, match="没有叫“none”的程序"):
        found.procedure("none")


def test_the_shelf_finds_steps_by_id_and_by_title(shelf):
    found = shelf(sample="样本")
    text = found.procedure("sample")
    assert found.step(text, "begin") is found.step(text, "开始")
    with pytest.raises(UnknownName, match="“样本”没有叫“结束”的步骤") as caught:
        found.step(text, "结束")
    assert "开始" in caught.value.remedy


def test_actors_are_no_procedure(shelf, tmp_path):
    found = shelf(sample="样本")
    (tmp_path / "workflows" / "actors.yaml").write_text("actors: {presidium: 主席团}\n", encoding="utf-8")
    assert list(found.paths) == ["sample"]
    assert found.actors == {"presidium": "主席团"}


def test_a_later_folder_replaces_a_procedure(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name / "workflows").mkdir(parents=True)
        path = tmp_path / name / "workflows" / "sample.yaml"
        path.write_text(FILE.format(name="sample", title=name), encoding="utf-8")
    found = Shelf(Places((tmp_path / "one", tmp_path / "two")))
    assert found.procedure("sample").title == "two"


def test_a_broken_procedure_breaks_no_other(shelf, tmp_path):
    found = shelf(sample="样本", other="另一个")
    (tmp_path / "workflows" / "other.yaml").write_bytes("procedure: 其他".encode("gb18030"))
    assert found.procedure("sample")
    with pytest.raises(LibraryError, match="UTF-8"):
        found.procedure("other")


# --- the shipped workflows


@pytest.fixture(scope="session")
def shipped():
    return Shelf(places()), LawBook(places())


def test_every_actor_and_fact_of_the_shipped_workflows_is_known(shipped):
    shelf, book = shipped
    for name in shelf.paths:
        text = shelf.procedure(name)
        for act in text.steps:
            assert act.actor in shelf.actors, (name, act.id)
            for fact in act.facts:
                assert text.fact(act, fact, book.vocabulary).label, (name, act.id, fact)


def test_titles_and_codes_are_unique(shipped):
    shelf, _ = shipped
    texts = [shelf.procedure(name) for name in shelf.paths]
    for values in ([text.title for text in texts], [text.code for text in texts]):
        assert len(values) == len(set(values))
    for text in texts:
        titles = [act.title for act in text.steps]
        assert len(titles) == len(set(titles)), text.procedure
        assert shelf.titles[text.procedure] == text.title


def test_every_power_stands_in_a_rule_file(shipped):
    shelf, book = shipped
    known = {placed.rule.id for placed in book.all()} | {item.id for item, _ in book.otherwise()}
    lacking = {
        (name, power) for name in shelf.paths for power in shelf.procedure(name).powers if power not in known
    }
    assert lacking == set()


def test_procedures_and_rules_refer_to_what_is_there(shipped):
    shelf, book = shipped
    for name in shelf.paths:
        assert set(shelf.procedure(name).within) <= set(shelf.paths), name
    for placed in book.all():
        for applies in placed.rule.applies:
            if applies.procedure:
                steps = {act.id for act in shelf.procedure(applies.procedure).steps}
                assert set(applies.step) <= steps, placed.where
