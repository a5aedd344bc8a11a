"""docs/cli.md is what the commands say of themselves; nothing is without help, nothing unmentioned."""

import re

import click
import pytest

from tests.docs.documents import ROOT
from tools.reference import FILE, commands, rendered

COMMANDS = list(commands())
PATHS = [path for path, _, _ in COMMANDS]
GUIDE = ROOT / "README.zh-CN.md"


def test_the_reference_is_that_of_the_commands():
    regenerate = "docs/cli.md is out of date: run `python -m tools.reference`"
    assert FILE.is_file(), regenerate
    assert FILE.read_text(encoding="utf-8") == rendered(), regenerate


@pytest.mark.parametrize(("path", "command"), [(path, command) for path, command, _ in COMMANDS], ids=PATHS)
def test_every_command_and_option_has_help(path, command):
    assert (command.help or "").strip(), f"{path} has no help text"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert (parameter.help or "").strip(), f"{path} {parameter.opts[-1]} has no help text"


@pytest.mark.parametrize(
    ("path", "command", "context"), [entry for entry in COMMANDS if isinstance(entry[1], click.Group)]
)
def test_every_command_has_its_line_in_the_list(path, command, context):
    listed = context.command.get_help(context)
    for name in command.list_commands(context):
        assert re.search(rf"^  {re.escape(name)}  +\S", listed, re.MULTILINE), (
            f"{path} {name} has no short help"
        )


@pytest.mark.parametrize("path", PATHS)
def test_every_command_is_in_the_reference(path):
    assert re.search(rf"^#+ {re.escape(path)}$", FILE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", [path for path in PATHS if path.count(" ") == 1])
def test_every_command_is_in_the_guide_for_offices(path):
    said = f"README.zh-CN.md does not mention `{path}`"
    assert re.search(rf"{re.escape(path)}(?![\w-])", GUIDE.read_text(encoding="utf-8")), said
