"""What reaches the screen: text in columns, one JSON document, errors with place and remedy."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from procedures.errors import ProceduresError

if TYPE_CHECKING:
    from procedures.engine.verdict import Verdict
    from procedures.law.finding import Finding
    from renda.app import App

WIDE = {"W", "F"}
CLOSING = ",。;:、)》”!?"
_PIECES = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[!-~]+ *|.")


def say(app: App, value: Any, text: Callable[[], Iterable[str]], *, exact: bool = False) -> None:
    """Print the value as JSON, or the text's lines.

    Args:
        app: the global options.
        value: what the JSON document holds.
        text: makes the lines for the screen.
        exact: whether the lines go on to others (a script, a message) and are left as they are.
    """
    if app.as_json:
        document = json.dumps(value, ensure_ascii=False, indent=2)
        sys.stdout.write(document + "\n")
    elif exact:
        for line in text():
            click.echo(line)
    else:
        from renda.folding import folded

        repeated = app.repeated(on_screen=sys.stdout.isatty())
        for line in folded((directed(line, repeated) for line in text()), sys.stdout):
            click.echo(line)


_UNSAFE = re.compile(r"[\s&|<>();'*?$]")
_RENDA = re.compile(r"(?<![\w./-])renda (?=[a-z])")


def directed(line: str, options: str) -> str:
    """The line, its commands with the global options without which they would reach another record."""
    return _RENDA.sub(lambda _: f"renda {options} ", line) if options else line


def quoted(words: Iterable[str]) -> str:
    """Words as every shell reads them, that of Windows too: in double quotes, and only where they need them."""
    return " ".join(f'"{word}"' if _UNSAFE.search(word) else word for word in words)


def width(text: str) -> int:
    """Columns that the text takes on screen; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in WIDE else 1 for char in text)


def pad(text: str, columns: int) -> str:
    """The text, filled with spaces to so many columns."""
    return text + " " * max(0, columns - width(text))


def table(rows: Iterable[tuple[str, ...]], gap: int = 2) -> list[str]:
    """Rows with their columns one below the other."""
    kept = [tuple(row) for row in rows]
    if not kept:
        return []
    widths = [max(width(row[i]) for row in kept) for i in range(len(kept[0]))]
    return [
        (" " * gap).join(pad(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in kept
    ]


COLUMNS = 80


def wrapped(text: str, indent: str = "", columns: int = COLUMNS) -> list[str]:
    """The text in lines that fit the screen; further lines begin with the indent.

    Dates, Latin words and numbers stay whole where they fit on a line; no line begins with a closing mark.
    """
    lines: list[list[str]] = [[]]
    for piece in _PIECES.findall(text):
        line = lines[-1]
        if not line or width("".join(line) + piece.rstrip()) <= columns:
            line.append(piece)
            continue
        carried = [line.pop()] if piece[0] in CLOSING and len(line) > 1 else []
        lines.append([indent, *carried, piece])
    return ["".join(line).rstrip() for line in lines]


def cut(text: str, columns: int) -> str:
    """The text, shortened to so many columns where it is longer."""
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - 2:
            break
        kept += char
    return f"{kept}…"


def chinese(day: date | None) -> str:
    """A date as staff write it."""
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def tell_error(problem: Exception, *, as_json: bool) -> int:
    """Tell an error and return the exit code; no traceback reaches the user."""
    error: dict[str, str | None]
    if isinstance(problem, ProceduresError):
        code, error = problem.exit_code, problem.as_json()
    elif isinstance(problem, click.ClickException):
        code, error = 2, _usage(problem)
    elif isinstance(problem, BrokenPipeError):
        return 0
    else:
        code = 3
        error = {
            "code": "internal",
            "message": f"程序内部出错({type(problem).__name__}:{problem})。没有把握的内容没有写入。",
            "where": _place(problem),
            "remedy": "请把这一行和刚才的命令告诉维护人员;记录可用 renda verify 核对。",
        }
    if as_json:
        sys.stdout.write(json.dumps({"error": error}, ensure_ascii=False, indent=2) + "\n")
        return code
    from renda.folding import folded

    where = f"({error['where']})" if error["where"] else ""
    lines = [f"× {error['message']}{where}"]
    lines += [f"  怎么办:{error['remedy']}"] if error["remedy"] else []
    for line in folded(lines, sys.stderr):
        click.echo(line, err=True)
    return code


def _place(problem: BaseException) -> str:
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"


def _usage(problem: click.ClickException) -> dict[str, str | None]:
    where, message = _told(problem)
    context = getattr(problem, "ctx", None)
    path = context.command_path if context is not None else "renda"
    return {"code": "usage", "message": message, "where": where, "remedy": f"用法见 {path} --help。"}


def _told(problem: click.ClickException) -> tuple[str | None, str]:
    """Where a slip of usage is, and what it is, in Chinese: click's own words are English."""
    message = problem.format_message()
    if isinstance(problem, click.exceptions.NoArgsIsHelpError) or message == "Missing command.":
        return None, "没有写要做什么。"
    if isinstance(problem, click.MissingParameter):
        name = _named(problem.param)
        return name, f"缺少 {name}。"
    if isinstance(problem, click.NoSuchOption):
        return problem.option_name, f"没有 {problem.option_name} 这个选项。"
    if isinstance(problem, click.BadOptionUsage):
        lacks = "requires" in message
        return problem.option_name, f"{problem.option_name} 后面{'要写值' if lacks else '不写值'}。"
    if isinstance(problem, click.BadParameter):
        name = _named(problem.param)
        value = problem.message.partition(" is not")[0].strip("'")
        return name, f"{name} 不能是 {value},{_allowed(problem.param)}。"
    if isinstance(problem, click.FileError):
        return problem.ui_filename, "文件打不开。"
    if "unexpected extra argument" in message:
        return None, f"多出了参数:{message.partition('(')[2].rstrip(').')}。"
    return None, message


def _named(param: click.Parameter | None) -> str:
    """An option by its name, an argument by what help calls it."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return (param.metavar if isinstance(param, click.Argument) else None) or "参数"


def _allowed(param: click.Parameter | None) -> str:
    kind = param.type if param is not None else None
    if isinstance(kind, click.Choice):
        return f"可填:{'、'.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        most = f"、不大于 {kind.max}" if kind.max is not None else ""
        return f"应为不小于 {kind.min}{most} 的整数"
    return "应为整数" if kind is click.INT else "请核对"


SIGNS = {"pass": "√", "breach": "×", "pending": "…", "not_applicable": "○"}
EFFECTS = {"void": "无效", "bar": "不得进行", "flag": "瑕疵", "advise": "提示"}


def finding_lines(finding: Finding, *, remedy: bool = True) -> list[str]:
    """A finding in two to four lines."""
    sign = SIGNS[finding.outcome]
    if finding.outcome in {"breach", "pending"} and finding.effect in {"flag", "advise"}:
        sign = "!" if finding.effect == "flag" else "·"
    lines = [f"  {sign} {finding.message}"]
    basis = "本地惯例" if finding.level == "practice" else "依据"
    lines.append(
        f"    {basis}:{finding.citation}" + ("" if "/" in finding.rule else f"    规则 {finding.rule}")
    )
    if remedy and finding.remedy:
        lines.append(f"    怎么办:{finding.remedy}")
    if finding.conflict:
        lines.append(f"    两法不同:{finding.conflict}")
    return lines


def caution_lines(findings: Iterable[Finding]) -> list[str]:
    """What is known of the texts relied on to be superseded or unread, once for each text."""
    return [
        f"  注意  {caution}"
        for caution in dict.fromkeys(finding.caution for finding in findings if finding.caution)
    ]


def verdict_lines(verdict: Verdict, *, dry_run: bool = False) -> list[str]:
    """A verdict as a document: what was tried, what stands against it, what follows."""
    lines = [_headline(verdict, dry_run=dry_run)]
    order = {"breach": 0, "pending": 1, "pass": 2, "not_applicable": 3}
    against = [f for f in verdict.findings if f.outcome in {"breach", "pending"}]
    for finding in sorted(against, key=lambda f: (not f.blocks, order[f.outcome])):
        lines += finding_lines(finding)
    passed = [f for f in verdict.findings if f.outcome == "pass"]
    lines += [f"  √ {f.message.rstrip('。')}    {f.citation}" for f in passed]
    if verdict.result is not None:
        lines += _result_lines(verdict)
    lines += [f"  → {consequence['message']}" for consequence in verdict.consequences]
    lines += caution_lines(verdict.findings)
    if not verdict.recorded:
        lines.append("没有写入任何内容。" if not dry_run else "这是预演,没有写入任何内容。")
    return lines


def _headline(verdict: Verdict, *, dry_run: bool) -> str:
    if not verdict.allowed:
        return f"不予记录:{verdict.title}。"
    if dry_run:
        return f"可以记录:{verdict.title}。"
    mark = "(带瑕疵)" if verdict.irregular else ""
    return f"已记录{mark}:{verdict.title}(记录 {verdict.entry},{chinese(verdict.on)})。现在是“{verdict.stage}”阶段。"


def _result_lines(verdict: Verdict) -> list[str]:
    told = verdict.result or {}
    if "words" in told:
        lines = [f"  结果:{told['words']}"]
    elif "elected" in told:
        votes = told["votes"]
        projects = told.get("projects")
        named = ",".join(f"{name} {votes[name]}" for name in told["elected"]) or "无"
        lines = [f"  {'选定' if projects else '当选'}:{named}"]
        if told["tied"]:
            lines.append(
                f"  {'、'.join(told['tied'])}同票,不能确定:只就这几{'件' if projects else '人'}再次投票。"
            )
        if told["vacant"]:
            rest = "件,由大会决定是否再次票决" if projects else "名:另行选举"
            lines.append(f"  缺额 {told['vacant']} {rest}。")
    elif "preselected" in told:
        lines = [f"  进入正式候选人:{'、'.join(told['preselected'])}"]
    else:
        lines = [f"  票数:{'、'.join(f'{k} {v}' for k, v in told['votes'].items())}"]
    for finding in told.get("because", ()):
        lines += [f"    {finding['message']}    {finding['citation']}"]
    return lines
