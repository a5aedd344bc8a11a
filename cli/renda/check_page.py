"""A compliance report as one page of text: 55 lines of 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renda.output import COLUMNS, chinese, cut, table, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from procedures.compliance.report import Report, Row

    Layout = Callable[[int, list[Row]], list[str]]

NUMBERED = {"breach": "不合法", "flawed": "瑕疵", "todo": "须办", "pending": "还不能判断", "advice": "提示"}
HEADS = {**NUMBERED, "practice": "提示(本地惯例)"}
VERDICTS = {"breach": "有不合法的事项", "flagged": "有瑕疵", "in_order": "合规"}
LINES = 55  # one side of A4 in a fixed-width face
DETAIL = "明细:--html 文件 或 --docx 文件"


def report_lines(found: Report) -> list[str]:
    """The report on one page: in full where it fits, else shorter, else folded into counts."""
    for grave, other in ((_full, _short), (_short, _short), (_short, _brief), (_brief, _brief)):
        lines = _laid_out(found, grave, other)
        if len(lines) <= LINES:
            return lines
    return _laid_out(found, _line, _line, most=_room(found))


def _laid_out(found: Report, grave: Layout, other: Layout, most: int | None = None) -> list[str]:
    """The page; what need not be done by the day planned is only counted.

    Args:
        found: the report.
        grave: how a breach or a flaw is laid out.
        other: how the rest is.
        most: how many findings are shown; None for all.
    """
    from procedures.compliance.report import counted

    counts = counted(found.rows)
    groups = {group: _wanted(found, group) for group in HEADS}
    room = _shared({group: len(rows) for group, rows in groups.items()}, most)
    lines = _head(found, counts)
    number = 0
    for group, rows in groups.items():
        later = len(found.of(group)) - sum(len(same) for same in rows)
        if not rows and not later:
            continue
        lines += ["", HEADS[group]]
        for same in rows[: room[group]]:
            number += 1
            lines += (grave if group in {"breach", "flawed"} else other)(number, same)
        left = sum(len(same) for same in rows[room[group] :])
        if left:
            lines.append(f"  另有 {left} 项。")
        if later:
            lines.append(f"  会上、会后和年内另有 {later} 项。")
    lines += ["", f"合规  {counts['in_order']} 项    不适用  {counts['not_applicable']} 项    {DETAIL}"]
    return lines + _cautions(found)


def _cautions(found: Report) -> list[str]:
    """One line: which texts are known to be superseded or unread; the detail tells the rest."""
    titles = [caution.partition(":")[0] for caution in found.cautions]
    return wrapped(f"注意  已知有变动或者没有读全的文本:{'、'.join(titles)}", "      ") if titles else []


def _wanted(found: Report, group: str) -> list[list[Row]]:
    """The rows of a group; what several cases have in common stands together."""
    together: dict[tuple[str, str, date | None], list[Row]] = {}
    for row in found.of(group):
        if found.day is None or group != "todo" or row.owed:
            together.setdefault((row.finding.rule, row.finding.message, row.until), []).append(row)
    return list(together.values())


def _shared(sizes: dict[str, int], most: int | None) -> dict[str, int]:
    """How many lines each group gets of those that there are; what one does not need goes to the others."""
    given = dict.fromkeys(sizes, 0)
    left = sum(sizes.values()) if most is None else most
    while left > 0 and any(given[group] < size for group, size in sizes.items()):
        for group, size in sizes.items():
            if given[group] < size and left > 0:
                given[group] += 1
                left -= 1
    return given


def _head(found: Report, counts: dict[str, int]) -> list[str]:
    owed = sum(row.owed for row in found.rows)
    todo = f"须办 {counts['todo']} 项" + (f"(开会以前 {owed} 项)" if found.day else "")
    words = f"不合法 {counts['breach']} 项,瑕疵 {counts['flawed']} 项,{todo}"
    day = f"    开会日期 {chinese(found.day)}" if found.day else ""
    verdict = "尚有须办" if owed and found.verdict == "in_order" else VERDICTS[found.verdict]
    lines = [
        f"结论:{verdict}    {words}",
        *wrapped(f"检查  {found.checked}", "      "),
        f"截至  {chinese(found.on)}{day}",
    ]
    if len(found.congresses) > 1:
        lines += ["", *_townships(found)]
    return lines


def _townships(found: Report) -> list[str]:
    """One line for each township in the order of the record; no order of merit."""
    rows = [("乡镇", "事项", *NUMBERED.values(), "合规")]
    for one in found.congresses:
        numbers = [one.counts[group] for group in (*NUMBERED, "in_order")]
        rows.append((one.congress, str(one.cases), *map(str, numbers)))
    lines = table(rows)
    most = LINES // 2
    if len(lines) > most:
        lines = [*lines[:most], f"另有 {len(rows) - most} 个乡镇。"]
    return lines


def _room(found: Report) -> int:
    """How many one-line findings fit on the page."""
    empty = _laid_out(found, _line, _line, most=0)
    return max(LINES - len(empty), 0)


def _full(number: int, same: list[Row]) -> list[str]:
    row, lines = same[0], _short(number, same)
    if row.group in {"breach", "flawed"} and row.finding.remedy and row.finding.remedy != row.command:
        lines += wrapped(f"     怎么办:{row.finding.remedy}", "     ")
    return lines


def _short(number: int, same: list[Row]) -> list[str]:
    row = same[0]
    lines = wrapped(f"  {number:<2} {_until(row)}{_about(same)}{row.finding.message}", "     ")
    cited = ";".join(word for word in (row.finding.citation, *row.also) if word and word != "程序次序")
    ruled = f"    规则 {row.finding.rule}" if cited and "/" not in row.finding.rule else ""
    if cited:
        lines += wrapped(f"     依据:{cited}{ruled}", "     ")
    if row.command:
        lines += _joined(lines, f"     {row.command}")
    return lines


def _joined(lines: list[str], command: str) -> list[str]:
    """The command on the last line where there is room."""
    words = command.strip()
    if width(lines[-1]) + 4 + width(words) <= COLUMNS:
        lines[-1] += f"    {words}"
        return []
    return wrapped(command, "     ")


def _brief(number: int, same: list[Row]) -> list[str]:
    """What is wanting in one line, and what does it below."""
    (line,), command = _line(number, same), same[0].command
    return [line, *wrapped(f"     {command}", "     ")] if command else [line]


def _line(number: int, same: list[Row]) -> list[str]:
    return [cut(f"  {number:<2} {_until(same[0])}{_about(same)}{same[0].finding.message}", COLUMNS)]


def _until(row: Row) -> str:
    if row.group == "todo" and row.until:
        return f"最迟 {row.until.month}月{row.until.day}日  "
    return ""


def _about(same: list[Row]) -> str:
    """Which cases: one by its id, several by the first and their number."""
    names = [" ".join(word for word in (row.congress, row.case) if word) for row in same]
    named = list(dict.fromkeys(name for name in names if name))
    if not named:
        return ""
    return f"[{named[0]}] " if len(named) == 1 else f"[{named[0]} 等 {len(named)} 件] "
