"""The workflows that are held; each is read only when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from procedures.errors import LibraryError, UnknownName
from procedures.library.likeness import asked_back
from procedures.library.places import Places, short_path
from procedures.library.reading import Document, Location, read_as
from procedures.workflow.machine import StageMachine
from procedures.workflow.model import Actors, Procedure, Step

_TITLE = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)


class Shelf:
    """The workflow files of the library.

    Args:
        places: where the library lies; a later folder's file replaces an earlier one of the same name.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._procedures: dict[str, Procedure] = {}
        self._machines: dict[str, StageMachine] = {}

    @cached_property
    def paths(self) -> dict[str, Path]:
        """File of each procedure, by id."""
        found = {path.stem: path for path in self._places.files("workflows", "*.yaml")}
        found.pop("actors", None)
        return found

    @cached_property
    def actors(self) -> dict[str, str]:
        """How each actor is called on screen."""
        result: dict[str, str] = {}
        for path in self._places.files("workflows", "actors.yaml"):
            result.update(read_as(Document(path), Actors).actors)
        return result

    @cached_property
    def titles(self) -> dict[str, str]:
        """Title of each procedure, by id, read without loading the whole file."""
        result = {}
        for name, path in self.paths.items():
            match = _TITLE.search(path.read_text(encoding="utf-8-sig", errors="replace"))
            result[name] = match.group(1) if match else name
        return result

    def find(self, name: str) -> str:
        """Id of the procedure with that id or title.

        Raises:
            UnknownName: where there is none.
        """
        if name in self.paths:
            return name
        for procedure_id, title in self.titles.items():
            if name == title:
                return procedure_id
        told = {word: f"{title}({key})" for key, title in self.titles.items() for word in (title, key)}
        raise UnknownName(
            f"没有叫“{name}”的程序。",
            where=name,
            remedy=f"{asked_back(name, told)}用 renda procedures 查看全部程序。",
        )

    def procedure(self, name: str) -> Procedure:
        """The procedure with that id or title.

        Raises:
            UnknownName: where there is none.
            LibraryError: where its file is broken.
        """
        procedure_id = self.find(name)
        if procedure_id not in self._procedures:
            path = self.paths[procedure_id]
            document = Document(path)
            procedure = read_as(document, Procedure)
            if procedure.procedure != procedure_id:
                raise LibraryError(
                    f"文件名与 procedure: {procedure.procedure} 不一致。",
                    where=short_path(path),
                    remedy="把文件改名,或者改正 procedure。",
                )
            _check_references(procedure, document)
            self._procedures[procedure_id] = procedure
        return self._procedures[procedure_id]

    def machine(self, procedure_id: str) -> StageMachine:
        """The state machine of a procedure, made once."""
        if procedure_id not in self._machines:
            self._machines[procedure_id] = StageMachine(self.procedure(procedure_id))
        return self._machines[procedure_id]

    def step(self, procedure: Procedure, name: str) -> Step:
        """The step with that id or title, or a short form of the title that fits no other.

        Raises:
            UnknownName: where there is none.
        """
        for step in procedure.steps:
            if name in {step.id, step.title}:
                return step
        short = [step for step in procedure.steps if len(name) > 1 and _abbreviates(name, step.title)]
        if len(short) == 1:
            return short[0]
        titles = "、".join(step.title for step in procedure.steps)
        told = {word: step.title for step in procedure.steps for word in (step.title, step.id)}
        raise UnknownName(
            f"“{procedure.title}”没有叫“{name}”的步骤。",
            where=name,
            remedy=f"{asked_back(name, told)}可用的步骤:{titles}。",
        )


def _check_references(procedure: Procedure, document: Document) -> None:
    """Stages and steps that are referred to exist, and no id is used twice; the machine relies on it.

    Raises:
        LibraryError: with the line of the first that does not.
    """
    ids = [step.id for step in procedure.steps]
    for stage in procedure.final:
        _known(stage, procedure.stages, "阶段", document, ("final",))
    for stage in procedure.sits.stages if procedure.sits else ():
        _known(stage, procedure.stages, "阶段", document, ("sits", "stages"))
    for place, step in enumerate(procedure.steps):
        if step.id in ids[:place]:
            where = document.where(("steps", place, "id"))
            raise LibraryError(f"步骤 {step.id} 写了两次。", where=where, remedy="请改名或者删去一处。")
        for stage in step.from_:
            _known(stage, procedure.stages, "阶段", document, ("steps", place, "from"))
        for outcome, stage in step.destinations().items():
            at = ("steps", place, "to") if outcome is None else ("steps", place, "to", outcome)
            _known(stage, procedure.stages, "阶段", document, at)
        for earlier in step.after:
            _known(earlier, ids, "步骤", document, ("steps", place, "after"))


def _known(name: str, names: Sequence[str], what: str, document: Document, at: Location) -> None:
    if name not in names:
        remedy = f"可用的:{'、'.join(names)}。"
        raise LibraryError(f"没有叫“{name}”的{what}。", where=document.where(at), remedy=remedy)


def _abbreviates(short: str, title: str) -> bool:
    """Whether the short form is the title with characters left out, as in 送达材料 for 送达会议材料."""
    rest = iter(title)
    return all(char in rest for char in short)
