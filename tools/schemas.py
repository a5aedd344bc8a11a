"""Write the JSON Schemas of the library files, for editors: `python -m tools.schemas`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from procedures.documents.layout import Layout
from procedures.law.rule import RuleFile
from procedures.papers.checking.catalogue import CodeFile
from procedures.papers.making.model import NamesFile, PaperKind
from procedures.workflow.model import Procedure

if TYPE_CHECKING:
    from pydantic import BaseModel

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schema"
MODELS: dict[str, type[BaseModel]] = {
    "paper-codes.schema.json": CodeFile,
    "rule-file.schema.json": RuleFile,
    "workflow-file.schema.json": Procedure,
    "paper-file.schema.json": PaperKind,
    "paper-names.schema.json": NamesFile,
    "paper-layout.schema.json": Layout,
}


def rendered(model: type[BaseModel]) -> str:
    """The schema as its file holds it.

    Args:
        model: the model of a library file.
    """
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write every schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, model in MODELS.items():
        (FOLDER / name).write_text(rendered(model), encoding="utf-8", newline="\n")
        print(FOLDER / name)


if __name__ == "__main__":
    main()
