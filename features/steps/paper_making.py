"""Papers: made from the case at hand, read as a secretary reads them."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn
from pytest_bdd import parsers, then, when

from features.steps.office import Office, table_facts
from procedures.errors import ProceduresError
from procedures.library.places import places
from procedures.papers.making.make import make
from procedures.papers.making.shelf import PaperShelf

PAPERS = PaperShelf(places())


def _make(office: Office, kind: str, given: dict[str, str]) -> None:
    office.error = None
    try:
        office.paper = make(office.engine, PAPERS, kind, office.case, given=given)
    except ProceduresError as error:
        office.error = error
        return
    body = Document(io.BytesIO(office.paper.content)).element.body
    office.words = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


@when(parsers.parse("生成文书“{kind}”"))
def make_plain(office: Office, kind: str) -> None:
    _make(office, kind, {})


@when(parsers.parse("生成文书“{kind}”:"))
def make_with(office: Office, kind: str, datatable: list[list[str]]) -> None:
    _make(office, kind, table_facts(datatable))


@then(parsers.parse("文书写着“{words}”"))
def says(office: Office, words: str) -> None:
    assert office.error is None, office.error
    assert words in "".join(office.words), office.words


@then(parsers.parse("文书没有写“{words}”"))
def does_not_say(office: Office, words: str) -> None:
    assert office.error is None, office.error
    assert words not in "".join(office.words), office.words


@then(parsers.parse("文书上依次是“{names}”"))
def in_order(office: Office, names: str) -> None:
    wanted = names.split("、")
    listed = [plain for line in office.words if (plain := line.replace("　", "")) in wanted]
    assert listed == wanted, office.words


@then(parsers.parse("待填“{name}”,由“{step}”登记"))
def missing_by_step(office: Office, name: str, step: str) -> None:
    found = {want.name: want for want in office.paper.missing}
    assert name in found, list(found)
    assert found[name].step == step
    assert f"【待填:{name}】" in "".join(office.words)


@then(parsers.parse("待填“{name}”,写在命令里"))
def missing_on_the_command_line(office: Office, name: str) -> None:
    found = {want.name: want for want in office.paper.missing}
    assert found[name].step is None
    assert f"{name}=…" in found[name].command


@then("没有待填的")
def nothing_missing(office: Office) -> None:
    assert office.error is None, office.error
    assert office.paper.missing == []
    assert "【待填" not in "".join(office.words)


@then(parsers.parse("不能生成,因为“{words}”"))
def not_made(office: Office, words: str) -> None:
    assert office.error is not None
    assert words in office.error.message
    assert office.error.remedy
