"""An office with its congress, in a record of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pytest_bdd import given, parsers, when

from procedures.calendar.dates import parse_date
from procedures.engine.engine import Engine
from procedures.engine.founding import found_congress, record_deputies, set_office
from procedures.engine.verdict import Verdict
from procedures.errors import ProceduresError
from procedures.journal.store import open_store
from procedures.law.book import LawBook
from procedures.law.finding import Finding
from procedures.library.places import places
from procedures.workflow.shelf import Shelf

if TYPE_CHECKING:
    from procedures.compliance.report import Report

FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
BOOK = LawBook(places())
SHELF = Shelf(places())


def deputy_names(number: int) -> list[str]:
    """Invented names of deputies: 王一, 李一 … and so on."""
    given_names = "一二三四五六七八九"
    return [FAMILY[i % len(FAMILY)] + given_names[i // len(FAMILY)] for i in range(number)]


class Office:
    """What one scenario works with."""

    def __init__(self) -> None:
        self.today = date(2026, 12, 1)
        self.engine = self._engine()
        self.case = ""
        self.verdict: Verdict | None = None
        self.finding: Finding | None = None
        self.error: ProceduresError | None = None
        self.heard: list[Finding] = []  # everything that a rule said
        self.told: list[Finding] = []  # whose words the scenario names
        self.report: Report | None = None
        self.paper: Any = None
        self.words: list[str] = []

    def _engine(self) -> Engine:
        return Engine(open_store(None), "示例镇", SHELF, BOOK, today=self.today)

    def said(self, words: str, findings: list[Finding]) -> bool:
        """Whether one of the findings says these words."""
        found = [finding for finding in findings if words in finding.message]
        self.told += found
        return bool(found)

    def day(self, text: str) -> date:
        return parse_date(text, self.today)

    def found(self, **body: Any) -> None:
        kind = body.pop("unit_kind", "镇")
        values = {"name": "示例镇", "unit_kind": kind, "province": "江西", "term": 19, **body}
        found_congress(self.engine, values, on=self.today, operator="秘书")


@pytest.fixture
def office() -> Any:
    it = Office()
    yield it
    it.engine.store.close()


def table_facts(datatable: list[list[str]]) -> dict[str, str]:
    """A table of two columns, 项目 and 填写, as given facts; an empty cell is not given."""
    assert datatable[0] == ["项目", "填写"], "表头应为 | 项目 | 填写 |"
    return {row[0]: row[1] for row in datatable[1:] if row[1] != ""}


@given(parsers.parse("某{kind}人大第{term:d}届有 {number:d} 名代表"))
def a_congress(office: Office, kind: str, term: int, number: int) -> None:
    office.found(unit_kind=kind, term=term)
    rows = [{"name": name} for name in deputy_names(number)]
    record_deputies(office.engine, rows, {"name": "名册"}, on=office.today, operator="秘书")


@given(parsers.re(r"(?P<province>\S+?)[省市]某(?P<kind>\S+?)人大第(?P<term>\d+)届有 (?P<number>\d+) 名代表"))
def a_congress_in(office: Office, province: str, kind: str, term: str, number: str) -> None:
    office.found(unit_kind=kind, term=int(term), province=province)
    rows = [{"name": name} for name in deputy_names(int(number))]
    record_deputies(office.engine, rows, {"name": "名册"}, on=office.today, operator="秘书")


@given(parsers.parse("{person}担任{title}"))
def an_officer(office: Office, person: str, title: str) -> None:
    set_office(office.engine, title, person, on=date(2022, 4, 1), operator="秘书")


@given(parsers.parse("今天是 {day}"))
@when(parsers.parse("今天是 {day}"))
def today_is(office: Office, day: str) -> None:
    office.today = office.day(day)
    office.engine._today = office.today  # noqa: SLF001 - the clock of the scenario


@given(parsers.parse("{day}登记换届为第{term:d}届,本届第一次会议 {began},有 {number:d} 名代表"))
def a_new_term(office: Office, day: str, term: int, began: str, number: int) -> None:
    values = {"name": "示例镇", "unit_kind": "镇", "province": "江西", "term": term}
    found_congress(
        office.engine, {**values, "term_began": office.day(began)}, on=office.day(day), operator="秘书"
    )
    rows = [{"name": name} for name in deputy_names(number)]
    record_deputies(office.engine, rows, {"name": "名册"}, on=office.day(day), operator="秘书")
