"""The header row and the fields its columns stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from procedures.errors import BadInput
from procedures.papers.rosters.cells import Cell, Sheet, compact, letters, row_of

ALIASES: dict[str, tuple[str, ...]] = {
    "number": ("序号", "编号", "号"),
    "name": ("姓名", "代表姓名", "名字"),
    "sex": ("性别",),
    "ethnicity": ("民族",),
    "born": ("出生年月", "出生日期", "出生年月日", "出生时间", "生日"),
    "native_place": ("籍贯",),
    "education": ("学历", "文化程度", "文化", "最高学历"),
    "party": ("政治面貌", "党派", "政治面目"),
    "position": (
        *("工作单位及职务", "单位职务", "单位及职务", "工作单位和职务", "工作单位、职务", "工作单位职务"),
        *("现任职务", "单位名称", "工作单位", "单位", "职务"),
    ),
    "district": ("选区", "所在选区", "选区名称", "当选选区", "所属选区"),
    "delegation": ("代表团", "代表组", "代表团/组", "所在代表团", "所属代表团"),
    "group": ("代表小组", "所属小组", "所在小组", "小组"),
    "category": ("代表结构", "代表阶层", "代表层次", "代表结构类别", "结构类别", "代表类别"),
    "continued": ("是否连任", "连任", "是否连任代表", "新任或连任"),
    "terms": ("连任届数", "任职届数"),
    "higher_congress": ("兼任上级代表", "兼任上级人大代表", "上级代表"),
    "phone": ("联系电话", "手机号码", "手机", "电话", "手机号", "联系方式", "电话号码"),
    "id_number": ("身份证号", "公民身份号码", "身份证号码", "公民身份证号码", "身份证"),
    "certificate": ("代表证号", "证号", "代表证编号"),
    "elected_on": ("当选日期", "当选时间"),
    "trained_on": ("初任培训日期", "初任培训时间"),
    "status": ("资格状态", "状态", "代表资格状态"),
    "remark": ("备注", "说明"),
}
"""The fields of a roster and the headers that stand for each."""

JOINED = {"phone": "、", "position": ""}
"""Fields that may fill several columns (unit and duty; telephone and mobile), and what joins them."""

_FIELD = {alias: field for field, aliases in ALIASES.items() for alias in aliases}
_BRACKETS = re.compile(r"\(.*?\)")
_SEARCHED = 40


@dataclass(frozen=True)
class Column:
    """A column of the roster: its number from 1, its letters, its header as written."""

    index: int
    letter: str
    header: str


@dataclass(frozen=True)
class Header:
    """The header found.

    Attributes:
        first: the row number of its first row.
        last: the row number of its last row; the people begin below.
        fields: the columns of each field.
        unread: columns with a header that stands for no field, or repeats a field already found.
    """

    first: int
    last: int
    fields: dict[str, tuple[Column, ...]]
    unread: tuple[Column, ...]


def field_of(text: str) -> str | None:
    """The field a header stands for; None when it stands for none."""
    plain = compact(text).replace("（", "(").replace("）", ")").replace("／", "/").strip("*＊:：")
    return _FIELD.get(plain) or _FIELD.get(_BRACKETS.sub("", plain).strip("*＊:："))


def is_header(cells: list[Cell]) -> bool:
    """Whether a row is a header row, or part of one: a column 姓名 and at most headers beside it."""
    return any(field_of(cell.text) == "name" for cell in cells)


def find_header(sheet: Sheet, where: str) -> Header:
    """Find the header row, which may stand under captions and may be two rows high.

    Args:
        sheet: the sheet to search.
        where: the file, for the error.

    Raises:
        BadInput: there is no column 姓名, or there are two of them.
    """
    for number, cells in enumerate(sheet.rows[:_SEARCHED], start=1):
        if is_header(cells):
            first = number - 1 if _adds_above(sheet, number) else number
            last = number + 1 if _adds_below(sheet, number) else number
            return _map(sheet, first, last, where)
    found = _seen(sheet)
    raise BadInput(
        "没有找到“姓名”一列;" + (f"找到的表头:{'、'.join(found)}" if found else "没有找到任何可识别的表头"),
        where=where,
        remedy="请补上表头:姓名(必需);建议同时有选区、出生年月",
    )


def _adds_above(sheet: Sheet, number: int) -> bool:
    """Whether the row above holds headers over columns that are blank in this one."""
    if number == 1:
        return False
    above = sheet.rows[number - 2]
    return any(
        field_of(cell.text) and sheet.cell(number, index).blank for index, cell in enumerate(above, start=1)
    )


def _adds_below(sheet: Sheet, number: int) -> bool:
    """Whether the row below is the second row of a two-row header."""
    if number >= len(sheet.rows):
        return False
    below = sheet.rows[number]
    columns = range(1, len(below) + 1)
    own = [i for i in columns if not sheet.cell(number + 1, i).blank]
    own = [i for i in own if row_of(sheet.cell(number + 1, i).address) == number + 1]
    names = [i for i in columns if field_of(sheet.cell(number, i).text) == "name"]
    named = any(i in own for i in names)
    return not named and any(field_of(sheet.cell(number + 1, i).text) for i in own)


def _map(sheet: Sheet, first: int, last: int, where: str) -> Header:
    fields: dict[str, tuple[Column, ...]] = {}
    unread: list[Column] = []
    for index in range(1, max(len(row) for row in sheet.rows[first - 1 : last]) + 1):
        texts = list(dict.fromkeys(compact(sheet.cell(row, index).text) for row in range(first, last + 1)))
        texts = [text for text in texts if text]
        if not texts:
            continue
        field, written = _choose(texts)
        column = Column(index, letters(index), written)
        if field == "name" and field in fields:
            raise BadInput(
                f"有两列“姓名”({fields['name'][0].letter}列、{column.letter}列),看不出一行是一个人还是两个人",
                where=where,
                remedy="请改成一人一行、只有一列“姓名”的名册",
            )
        if field and (field not in fields or field in JOINED):
            fields[field] = (*fields.get(field, ()), column)
        else:
            unread.append(column)
    return Header(first, last, fields, tuple(unread))


def _choose(texts: list[str]) -> tuple[str | None, str]:
    """The field of a column from its header texts, top to bottom: the lowest that is known, or all joined."""
    for text in [*reversed(texts), "".join(texts)]:
        field = field_of(text)
        if field:
            return field, text
    return None, "".join(texts)


def _seen(sheet: Sheet) -> list[str]:
    """The texts of the row most like a header, to be named in the error."""
    rows = sheet.rows[:_SEARCHED]
    best = max(rows, key=lambda cells: sum(1 for cell in cells if field_of(cell.text)), default=[])
    if not any(field_of(cell.text) for cell in best):
        best = next((cells for cells in rows if any(not cell.blank for cell in cells)), [])
    return list(dict.fromkeys(compact(cell.text)[:20] for cell in best if not cell.blank))[:20]
