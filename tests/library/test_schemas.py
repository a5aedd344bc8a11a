"""The JSON Schemas in docs/schema are those of the models, and the shipped files fit them."""

import json

import pytest

from procedures.library.places import places
from procedures.library.reading import Document
from tools.schemas import FOLDER, MODELS, rendered


@pytest.mark.parametrize("name", MODELS)
def test_the_schema_is_that_of_the_model(name):
    path = FOLDER / name
    regenerate = f"{path.name} is not that of the model: run `python -m tools.schemas`"
    assert path.is_file(), regenerate
    assert path.read_text(encoding="utf-8") == rendered(MODELS[name]), regenerate


@pytest.mark.parametrize("name", MODELS)
def test_the_schema_refuses_unknown_keys(name):
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    assert schema["additionalProperties"] is False
    for definition in schema.get("$defs", {}).values():
        assert definition["additionalProperties"] is False


def test_keys_are_named_as_they_are_written():
    workflow = json.loads((FOLDER / "workflow-file.schema.json").read_text(encoding="utf-8"))
    rules = json.loads((FOLDER / "rule-file.schema.json").read_text(encoding="utf-8"))
    assert "from" in workflow["$defs"]["Step"]["properties"]
    assert "copy" in workflow["$defs"]["Derivation"]["properties"]
    assert "if" in rules["$defs"]["When"]["properties"]
    assert "is" in rules["$defs"]["States"]["properties"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("rules/national", "rule-file"), ("workflows", "workflow-file")),
        *(("papers/kinds", "paper-file"), ("papers", "paper-names"), ("papers", "paper-layout")),
    ],
)
def test_the_shipped_files_have_only_keys_of_the_schema(kind, name):
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    for path in places().files(kind, "*.yaml"):
        if path.name == "actors.yaml" or (kind == "papers" and path.stem != name.removeprefix("paper-")):
            continue
        value = Document(path).value
        assert set(schema.get("required", ())) <= set(value) <= set(schema["properties"]), path.name


def test_one_may_stand_for_a_list_of_one_as_the_models_allow():
    workflow = json.loads((FOLDER / "workflow-file.schema.json").read_text(encoding="utf-8"))
    rules = json.loads((FOLDER / "rule-file.schema.json").read_text(encoding="utf-8"))
    for field, single in (
        (workflow["$defs"]["Step"]["properties"]["from"], {"type": "string"}),
        (rules["$defs"]["Applies"]["properties"]["step"], {"type": "string"}),
        (rules["$defs"]["Rule"]["properties"]["applies"], {"$ref": "#/$defs/Applies"}),
    ):
        assert single in field["anyOf"]
        assert "array" in [way.get("type") for way in field["anyOf"]]
