"""`renda demo`: a whole year of an invented township, step by step, through the commands a secretary uses."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from procedures.errors import BadInput
from renda.output import say

if TYPE_CHECKING:
    from renda.app import App

_LINE = re.compile(r"^(\d{4}-\d{2}-\d{2}) (\d) (.+)$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the script: a heading, a remark, or a command with its day and the exit code it should have."""

    kind: str
    text: str
    day: str = ""
    code: int = 0


def read_script(path: Path) -> list[Line]:
    """The lines of a script.

    Raises:
        BadInput: where a line is none of the three kinds.
    """
    lines = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip() or text.startswith("#"):
            continue
        match = _LINE.match(text)
        if text.startswith("= "):
            lines.append(Line("heading", text[2:]))
        elif text.startswith("> "):
            lines.append(Line("remark", text[2:]))
        elif match:
            lines.append(Line("command", match.group(3), match.group(1), int(match.group(2))))
        else:
            raise BadInput(
                f"读不懂的一行:{text}", where=f"{path.name}:{number}", remedy="每行写 日期 退出码 命令。"
            )
    return lines


@click.command()
@click.option("--year", "part", flag_value="year", default="year", help="一整年(默认)。")
@click.option("--cases", "part", flag_value="cases", help="三十二个公开报道的真实事例,逐一判断。")
@click.option("--twelve", "part", flag_value="twelve", help="十二处缺陷:会前检查恰好查出十二处。")
@click.option("--keep", metavar="文件", help="把记录留在这个文件里,不写就放在临时文件夹。")
@click.pass_obj
def demo(app: App, part: str, keep: str | None) -> int:
    """演示:一个虚构乡镇的一整年、十二处缺陷,或者真实事例。"""
    if part == "cases":
        from procedures.training.real_cases import real_case_lines, real_cases_json

        value = real_cases_json(app.book, app.places) if app.as_json else {}
        say(app, value, lambda: real_case_lines(app.book, app.places))
        return 0
    if keep is not None and Path(keep).exists():
        raise BadInput(f"文件 {keep} 已经有了。", where="--keep", remedy="换一个文件名。")
    database = keep or str(Path(tempfile.mkdtemp(prefix="renda-demo-")) / "renda.db")
    return _play(app, Path(database), part)


CLOSING = {
    "year": Line("command", "check --year 2026", "2026-12-31"),
    "twelve": Line("command", "check --before S19-12", "2027-01-20"),
}


def _play(app: App, database: Path, part: str) -> int:
    script, last = app.places.files("examples", f"{part}/script.txt")[0], CLOSING[part]
    unexpected, commands = [], 0
    for line in read_script(script):
        if line.kind != "command":
            _tell(app, f"\n【{line.text}】" if line.kind == "heading" else f"  ({line.text})")
            continue
        commands += 1
        _tell(app, f"\n$ renda --today {line.day} {line.text}")
        code, output = _run(app, database, line, script.parent)
        _tell(app, output.rstrip())
        if code != line.code:
            unexpected.append(f"{line.text}:退出码 {code},应为 {line.code}")
    report_code, report = _run(app, database, last, script.parent, form="json")
    value = {
        "commands": commands,
        "unexpected": unexpected,
        "database": str(database),
        "report": json.loads(report),
        "in_order": report_code == 0,
    }

    def text() -> list[str]:
        lines = [
            "",
            f"演示完毕:{commands} 条命令。记录在 {database}",
            f"自己看看:renda --database {database} --today {last.day} cases",
        ]
        return lines + [f"× 与预期不符:{line}" for line in unexpected]

    say(app, value, text)
    return 1 if unexpected else 0


def _tell(app: App, text: str) -> None:
    if not app.as_json:
        click.echo(text)


def _run(app: App, database: Path, line: Line, folder: Path, form: str = "text") -> tuple[int, str]:
    """Run one command as a secretary would, in this process; what it printed, errors included."""
    from renda.main import run

    words = shlex.split(line.text)
    words = [str(folder / word) if word.endswith(".csv") else word for word in words]
    arguments = ["--database", str(database), "--today", line.day, "--format", form]
    for own in app.library:
        arguments += ["--library", own]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run([*arguments, *words])
    return code, out.getvalue()
