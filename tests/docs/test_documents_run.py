"""The guide for offices is run, in order, as it is written; and documents keep to what they promise."""

import contextlib
import io
import re
import shlex
import shutil

import pytest

from renda.main import run
from tests.docs.documents import ROOT, blocks, documents

GUIDE = ROOT / "README.zh-CN.md"
_CODE = re.compile(r"#\s*退出码\s*([0-3])\s*$")
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def ran(line):
    """Run one line as it would be typed: its exit code and all that it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(shlex.split(line, comments=True)[1:])
    return code, out.getvalue()


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def test_the_guide_is_run(tmp_path, monkeypatch):
    """Lines of ```sh blocks that begin with `renda` are run; a ```text block shows lines of what the last block printed."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENDA_DATABASE_URL", str(tmp_path / "renda.db"))
    monkeypatch.setenv("RENDA_OPERATOR", "秘书")
    for name in ("RENDA_CONGRESS", "RENDA_LIBRARY"):
        monkeypatch.delenv(name, raising=False)
    commands, printed = 0, ""
    for block in blocks(GUIDE):
        lines = [line for line in block.lines if line.startswith("renda ")]
        if block.language == "sh" and lines:
            printed = ""
            for line in lines:
                wanted = int(match.group(1)) if (match := _CODE.search(line)) else 0
                code, output = ran(line)
                assert code == wanted, (
                    f"{GUIDE.name}:{block.line}: {line}: {code} instead of {wanted}\n{output}"
                )
                printed += output
                commands += 1
        elif block.language == "text":
            for line in block.lines:
                if line.strip() and line.strip() != "…":
                    assert squeezed(line) in squeezed(printed), (
                        f"{GUIDE.name}:{block.line}: not printed: {line}"
                    )
    assert commands > 20


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    for target in _LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_old_pc_can_show_it(path):
    path.read_text(encoding="utf-8").encode("gb18030")


def test_decisions_are_numbered_without_gap_and_have_four_parts():
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in found] == list(range(1, len(found) + 1))
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} ")
        for part in ("Question", "Choice", "Why", "Source"):
            assert f"\n**{part}.** " in text, f"{path.name} has no {part}"
