"""What every field of a roster must pass: readable text, digits in one form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from procedures.calendar.numerals import to_halfwidth
from procedures.papers.rosters.cells import LOST_DIGITS, Cell


@dataclass(frozen=True)
class Refusal:
    """Why a value cannot be taken, in words for the user."""

    message: str


Cleaned = tuple[str, str | None] | Refusal
"""A value and what was changed in it (None: nothing worth telling), or why it is refused."""

_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_BROKEN = "\ufffd"
_UNUSABLE = {
    "error": "单元格是错误值,请改正后重新导入",
    "formula": "公式没有保存结果;请在 WPS 或 Excel 中打开并保存后重新导入",
}


def plain(cell: Cell) -> str | Refusal:
    """The text without blanks around it; refused where characters are missing or have no common meaning."""
    unusable = _UNUSABLE.get(cell.number_kind)
    if unusable:
        return Refusal(unusable)
    text = cell.trimmed
    for character in text:
        code = ord(character)
        if any(first <= code <= last for first, last in _PRIVATE):
            return Refusal(f"有自造字(U+{code:04X}),别的电脑上显示不出;请换成标准汉字后重新导入")
        if character == _BROKEN:
            return Refusal("有字已丢失(U+FFFD),无法复原;请从原件重新导出")
        if code < 32 and character not in "\t\r\n":
            return Refusal(f"有不可见的控制字符(U+{code:04X});请删去后重新导入")
    return text


def free(cell: Cell) -> Cleaned:
    """Text as it was written, with line breaks taken out and digits and letters in half width."""
    text = plain(cell)
    if isinstance(text, Refusal):
        return text
    if cell.lost_digits:
        return Refusal(LOST_DIGITS)
    if cell.number_kind in {"date", "month"}:
        return Refusal("被表格程序改成了日期,看不出原来的内容;请改为文本格式后重新填写")
    return changed(text, to_halfwidth(re.sub(r"[\r\n]+", "", text)), "统一为半角、去掉换行")


def changed(before: str, after: str, why: str) -> tuple[str, str | None]:
    """The value after cleaning, with a note where it is not what stood in the cell."""
    return after, None if before == after else f"→ {after}({why})"
