"""The entry point: global options, the table of commands, and how errors are told."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from renda.app import App
from renda.lazy import LazyGroup
from renda.output import tell_error

COMMANDS = {
    "init": ("renda.commands.founding:init", "建立一个乡镇人大的记录"),
    "roster": ("renda.commands.roster:roster", "代表名册:导入、查看、导出"),
    "office": ("renda.commands.founding:office", "谁担任什么职务"),
    "practice": ("renda.commands.practice:practice", "本地惯例:采用、不再采用"),
    "rolling": ("renda.commands.rolling:rolling", "期限遇节假日:顺延不顺延"),
    "procedures": ("renda.commands.procedures:procedures", "列出全部程序"),
    "procedure": ("renda.commands.procedures:procedure", "看一个程序的步骤、规则和图"),
    "open": ("renda.commands.cases:open_", "开始办理一个事项"),
    "next": ("renda.commands.cases:next_", "现在必须、可以、尚不能办什么"),
    "do": ("renda.commands.do:do", "登记一步;先检查,合法才写入"),
    "show": ("renda.commands.cases:show", "看一个事项"),
    "cases": ("renda.commands.cases:cases", "列出事项"),
    "log": ("renda.commands.cases:log", "看一个事项的全部记录"),
    "correct": ("renda.commands.do:correct", "更正一条记录,后面的步骤重新判断"),
    "check": ("renda.commands.check:check", "检查一个事项、一次会议、一年或全部"),
    "plan": ("renda.commands.plan:plan", "倒排工期:每一步最早、最迟哪天"),
    "due": ("renda.commands.due:due", "哪些快到期、已逾期"),
    "report": ("renda.commands.report:report", "年度报告:对照职权和主席团职责"),
    "source": ("renda.commands.report:source", "一个数字由哪些记录得来"),
    "paper": ("renda.commands.papers:paper", "文书:列出、生成、检查"),
    "archive": ("renda.commands.archive:archive", "归档:文书、目录、保管期限、记录、哈希"),
    "verify": ("renda.commands.archive:verify", "核对记录或归档文件夹:原始、完整、连续"),
    "rule": ("renda.commands.rules:rule", "规则:列出、解释、试算"),
    "tally": ("renda.commands.counting:tally", "由得票得出当选、同票、缺额"),
    "numbers": ("renda.commands.counting:numbers", "本届人大的各项法定数"),
    "ask": ("renda.commands.counting:ask", "谁有权办什么"),
    "date": ("renda.commands.counting:date_", "推算日期,并写明怎样数的"),
    "lint": ("renda.commands.library:lint", "检查程序文件和规则文件"),
    "trace": ("renda.commands.library:trace", "要求、规则、步骤、情景的对照"),
    "demo": ("renda.commands.demo:demo", "演示:一个虚构乡镇的一整年"),
    "completion": ("renda.commands.library:completion", "命令行补全脚本"),
}

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=LazyGroup, table=COMMANDS, context_settings=CONTEXT, no_args_is_help=True)
@click.option(
    "--database",
    metavar="URL",
    envvar="RENDA_DATABASE_URL",
    help="记录存放处:一个 SQLite 文件,或 postgresql:// 地址。",
)
@click.option(
    "--congress", metavar="名称", envvar="RENDA_CONGRESS", help="哪一个乡镇;记录里只有一个时不用写。"
)
@click.option(
    "--library",
    metavar="文件夹",
    multiple=True,
    type=click.Path(),  # several in the environment are parted as in PATH, not by spaces
    envvar="RENDA_LIBRARY",
    help="自己的规则和程序文件夹,可写多个。",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出文字或 JSON。"
)
@click.option("--today", metavar="日期", help="当作今天的日期,用于培训和试验。")
@click.version_option(
    None,
    "--version",
    "-V",
    package_name="township-congress-procedures",
    message="renda %(version)s",
    help="显示版本。",
)
@click.pass_context
def cli(context: click.Context, /, **options: Any) -> None:
    """乡镇人大法定程序:每一步先检查,合法才记录。

    常用:renda init 建立;renda open 开始办理;renda next 看下一步;renda do 登记一步。
    """
    context.obj = App(
        database=options["database"],
        congress=options["congress"],
        library=tuple(options["library"]),
        form=options["form"],
        today=options["today"],
        typed=frozenset(
            name
            for name in ("database", "congress")
            if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        ),
    )


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; errors are told, never thrown.

    Returns:
        0 done; 1 refused or a breach found; 2 bad input; 3 the record cannot be used.
    """
    if arguments is None:
        gc.set_threshold(100_000, 20, 20)  # a short life: collecting early costs a tenth of the start
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # there are none; looking takes 10 ms
    given = _global_first(sys.argv[1:] if arguments is None else arguments)
    as_json = _wants_json(given)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", **({"encoding": "utf-8"} if as_json else {}))
    try:
        outcome = _called(given, as_json=as_json)
    except click.exceptions.NoArgsIsHelpError as problem:
        if as_json:
            code = tell_error(problem, as_json=True)
        else:
            click.echo(problem.format_message())
            code = 2
    except click.Abort:
        click.echo("\n已中断,没有写入任何内容。", err=True)
        code = 130
    except Exception as problem:  # noqa: BLE001 - the last net: no traceback reaches a secretary
        code = tell_error(problem, as_json=as_json)
    else:
        code = outcome if isinstance(outcome, int) else 0
    if arguments is None:
        gc.freeze()  # nothing of all this need be looked through once more before it is thrown away
        sys.exit(code)
    return code


def _called(words: list[str], *, as_json: bool) -> Any:
    """Call the command; on a terminal, ask for what the command line lacks."""
    while True:
        try:
            return cli.main(args=words, prog_name="renda", standalone_mode=False)
        except click.MissingParameter as problem:
            on_terminal = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
            if not on_terminal or problem.param is None or "--" in words:
                raise
            words = [*words, *_asked(problem.param)]


def _asked(param: click.Parameter) -> list[str]:
    """What the user answers, as words of the command line."""
    if isinstance(param, click.Option):
        name = max(param.opts, key=len)
        return [name, click.prompt(f"{(param.help or '').rstrip('。')}({name})", type=str)]
    answer = click.prompt((param.metavar or "参数").strip("[]."), type=str)
    return answer.split() if param.nargs != 1 else [answer]


def _global_first(words: Sequence[str]) -> list[str]:
    """The words with the global options in front; they count wherever they stand (`renda trace --format json`)."""
    known = {name for option in cli.params if option.nargs == 1 for name in option.opts}
    known -= {"--version", "-V"}
    first: list[str] = []
    rest: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            rest += [word, *left]
        elif word in known:
            value = next(left, None)
            if value is None:
                return [*first, word]  # click says that its value is lacking
            first += [word, value]
        else:
            (first if word.partition("=")[0] in known else rest).append(word)
    return first + rest


def _wants_json(words: Sequence[str]) -> bool:
    form = ""
    for place, word in enumerate(words):
        if word == "--":
            break
        if word == "--format":
            form = "".join(words[place + 1 : place + 2])
        elif word.startswith("--format="):
            form = word.partition("=")[2]
    return form == "json"


if __name__ == "__main__":
    run()
