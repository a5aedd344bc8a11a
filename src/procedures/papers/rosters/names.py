"""Names of deputies: blanks, middle dots, characters that no other machine can show."""

from __future__ import annotations

import re

from procedures.documents.strokes import COMPOUND_SURNAMES
from procedures.papers.rosters.cells import Cell, compact
from procedures.papers.rosters.people import ethnicity
from procedures.papers.rosters.text import Cleaned, Refusal, plain

_DOTS = str.maketrans(dict.fromkeys("．.•・‧･∙⋅", "·"))
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x3007, 0x3007))
_MARKED = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]", re.DOTALL)
_HEADING = re.compile(r"以下空白|以上空白|.*(代表团|代表组|代表小组|选区|名单|名册)|(填表|制表|审核|联系)人?")
_LONGEST_UNDOTTED = 6
_LONGEST = 30


def name(cell: Cell) -> Cleaned:
    """Clean a name.

    Blanks used for alignment are taken out (王　建国), the variants of the middle dot become U+00B7, and marks
    of official lists behind the name (女, 回族) are taken off; ``marks`` gives them.

    Args:
        cell: the cell of the name.

    Returns:
        The name and what was changed, or why it cannot be taken.
    """
    text = plain(cell)
    if isinstance(text, Refusal):
        return text
    if not text:
        return Refusal("这一行没有姓名")
    written, why = text, []
    marked = _MARKED.fullmatch(text)
    if marked:
        if not _read_marks(marked[2]):
            return Refusal(f"姓名后的括号“{marked[2]}”看不懂;括号内只能是性别、民族")
        written = marked[1]
        why.append("去掉括号内的标记")
    dotted = written.translate(_DOTS)
    if dotted != written:
        why.append("统一间隔号")
    if not _one_person(dotted):
        return Refusal("中间有空格,可能是两个人;是一个人的请去掉空格,少数民族姓名请用间隔号“·”")
    joined = compact(dotted)
    if joined != dotted:
        why.append("去掉全角空格" if "\u3000" in dotted else "去掉空格")
    fault = _fault(joined)
    if fault:
        return Refusal(fault)
    return joined, f"→ {joined}({'、'.join(why)})" if why else None


def marks(cell: Cell) -> dict[str, str]:
    """The sex and ethnicity that official lists put in brackets behind a name: 张伟(女,回族)."""
    marked = _MARKED.fullmatch(cell.trimmed)
    return _read_marks(marked[2]) if marked else {}


def _read_marks(text: str) -> dict[str, str]:
    """Sex and ethnicity in a bracket; empty when anything else stands there."""
    found: dict[str, str] = {}
    for part in re.split(r"[,，、\s]+", text.strip()):
        people = ethnicity(Cell("", part))
        if part in {"男", "女"}:
            found["sex"] = part
        elif part and not isinstance(people, Refusal):
            found["ethnicity"] = people[0]
        else:
            return {}
    return found


def _one_person(text: str) -> bool:
    """Whether blanks in a name only align it: 王 建 国, 王 建国, 欧阳 建国; but not 张三丰 李四光."""
    parts = text.split()
    aligned = all(len(part) == 1 for part in parts) or "·" in text
    parted = len(parts) == 2 and (len(parts[0]) == 1 or parts[0] in COMPOUND_SURNAMES)
    return len(parts) < 2 or aligned or parted


def _fault(text: str) -> str | None:
    """What keeps a text from being a name."""
    odd = next((c for c in text if c != "·" and not any(a <= ord(c) <= b for a, b in _HAN)), None)
    if odd:
        return f"不是姓名:有“{odd}”(U+{ord(odd):04X})"
    if _HEADING.fullmatch(text):
        return "不是代表,是标题或说明行"
    if len(text) < 2 or text.startswith("·") or text.endswith("·") or "··" in text:
        return "姓名不完整"
    if len(text) > (_LONGEST if "·" in text else _LONGEST_UNDOTTED):
        return "太长,不像姓名"
    return None
