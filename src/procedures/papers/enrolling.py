"""From the people of a roster to entries in the register: who is new, who has changed, who is missing."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from procedures.papers.rosters import Person
from procedures.register.people import Deputy
from procedures.register.register import Register

# 身份证号 is left out: it is not needed for any procedure
FIELDS = (
    "sex", "ethnicity", "born", "native_place", "education", "party", "position", "district", "delegation", "group",
    "category", "continued", "terms", "higher_congress", "phone", "certificate", "elected_on", "trained_on", "remark",
)  # fmt: skip
HEADERS = {
    "name": "姓名",
    "sex": "性别",
    "ethnicity": "民族",
    "born": "出生年月",
    "native_place": "籍贯",
    "education": "学历",
    "party": "政治面貌",
    "position": "工作单位及职务",
    "district": "选区",
    "delegation": "代表团",
    "group": "代表小组",
    "category": "代表结构",
    "continued": "是否连任",
    "terms": "连任届数",
    "higher_congress": "兼任上级代表",
    "phone": "联系电话",
    "certificate": "代表证号",
    "elected_on": "当选日期",
    "trained_on": "初任培训日期",
    "status": "资格状态",
    "remark": "备注",
}
ENDED = "终止"
SUSPENDED = "暂停"


@dataclass(slots=True)
class Enrolment:
    """What a roster brings to the register.

    Attributes:
        rows: rows to record: new deputies and changed details.
        added, changed: names among them.
        unchanged: names already recorded with the same details.
        absent: deputies in office whom the file does not name; they stay in office.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @staticmethod
    def source(path: Path) -> dict[str, str]:
        """File name and SHA-256 of the original, for the record."""
        return {"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def enrol(
    people: Sequence[Person], register: Register, on: date, columns: Collection[str] = (*FIELDS, "status")
) -> Enrolment:
    """Compare a roster with the register.

    Args:
        people: as read.
        register: as recorded so far.
        on: day of the comparison.
        columns: the fields that the roster has columns for; of the others, what is recorded stays.
    """
    plan = Enrolment()
    often = Counter(person.name for person in people)
    named: set[str] = set()
    for person in people:
        name = person.name if often[person.name] == 1 else f"{person.name}({person.born})"
        named.add(name)
        row = _row(name, person)
        known = register.known(name)
        if known is not None:
            _keep_unsaid(row, known, columns)
        if known is None:
            plan.rows.append(row)
            plan.added.append(name)
        elif _differs(known, row):
            row["seated_on"] = known.seated_on
            plan.rows.append(row)
            plan.changed.append(name)
        else:
            plan.unchanged.append(name)
    plan.absent = [deputy.name for deputy in register.deputies(on) if deputy.name not in named]
    return plan


def _row(name: str, person: Person) -> dict[str, Any]:
    details = {key: value for key in FIELDS if (value := getattr(person, key))}
    status = person.status or ""
    return {
        "name": name,
        "seated_on": _full_date(person.elected_on),
        "ended_on": date.min if status.startswith(ENDED) else None,
        "suspended": status.startswith(SUSPENDED),
        "details": {
            key: value.isoformat() if isinstance(value, date) else str(value)
            for key, value in details.items()
        },
    }


def _keep_unsaid(row: dict[str, Any], known: Deputy, columns: Collection[str]) -> None:
    """A list of telephone numbers takes away no birthday, and ends no suspension."""
    kept = {key: value for key, value in known.details.items() if key not in columns}
    row["details"] = {
        key: value for key in FIELDS if (value := row["details"].get(key) or kept.get(key)) is not None
    }
    if "status" not in columns:
        row["suspended"] = known.suspended


def _full_date(text: Any) -> date | None:
    """A day on which somebody was elected, where the roster gives a whole one."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _differs(known: Deputy, row: dict[str, Any]) -> bool:
    return (
        known.details != row["details"] or known.suspended != row["suspended"] or row["ended_on"] is not None
    )


def as_rows(deputies: Sequence[Deputy]) -> list[tuple[str, ...]]:
    """Rows for export, in the order of HEADERS."""
    return [tuple(_field(deputy, key) for key in HEADERS) for deputy in deputies]


def _field(deputy: Deputy, key: str) -> str:
    if key == "name":
        return deputy.name
    if key == "status":
        return SUSPENDED if deputy.suspended else ""
    return str(deputy.details.get(key) or "")


def write_csv(rows: Sequence[tuple[str, ...]], encoding: str) -> bytes:
    """A table of text with CRLF, for Excel and WPS.

    Args:
        rows: as of `as_rows`.
        encoding: "utf-8-sig" (with the mark by which Excel knows it) or "gb18030".
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADERS.values())
    writer.writerows(rows)
    return buffer.getvalue().encode(encoding)


def write_xlsx(rows: Sequence[tuple[str, ...]]) -> bytes:
    """A workbook with one sheet, every cell as text, so that no digit is lost."""
    from openpyxl import Workbook  # noqa: PLC0415 - only a written workbook needs it

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "代表名册"
    sheet.append(list(HEADERS.values()))
    for row in rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"
    buffer = io.BytesIO()
    book.save(buffer)
    book.close()
    return buffer.getvalue()
