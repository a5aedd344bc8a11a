"""At a terminal: what is missing is asked for, asked again after a wrong answer; Ctrl-C writes nothing."""

import os
import select
import signal
import sys
import time

import pytest

from renda.output import COLUMNS, width

pty = pytest.importorskip("pty")
RUN = "from renda.main import run; run()"
PATIENCE = 20


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self, desk, *words):
        command = ["--database", desk.database, "--today", desk.today, *words]
        self.child, self.screen = pty.fork()
        if self.child == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may have it ignored
            os.environ |= {"PYTHONUTF8": "1", "TERM": "dumb"}
            os.execv(sys.executable, [sys.executable, "-c", RUN, *command])  # noqa: S606
        self.shown = ""

    def read_until(self, words):
        """Read the screen until the words stand there; what stands after them is for the next time."""
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            if not self._more():
                break
        before, found, self.shown = self.shown.partition(words)
        assert found, before
        return before

    def _more(self):
        if not select.select([self.screen], [], [], PATIENCE)[0]:
            return False
        try:
            data = os.read(self.screen, 65536)
        except OSError:  # the other side has been closed
            return False
        self.shown += data.decode("utf-8", errors="ignore")
        return bool(data)

    def type(self, line):
        os.write(self.screen, f"{line}\n".encode())

    def interrupt(self, way):
        """Ctrl-C, until it is heard: Python may lose one that comes just before it waits for the line."""
        for _ in range(PATIENCE):
            if way == "key":
                os.write(self.screen, b"\x03")
            else:
                os.kill(self.child, signal.SIGINT)
            while select.select([self.screen], [], [], 0.5)[0] and self._more():
                if "中断" in self.shown:
                    return

    def end(self):
        """The exit code, after the rest of the screen has been read."""
        while self._more():
            pass
        os.close(self.screen)
        _, status = os.waitpid(self.child, 0)
        return os.waitstatus_to_exitcode(status)


def test_what_is_missing_is_asked_for_and_a_wrong_answer_asked_again(office):
    terminal = Terminal(office, "do", "S20-1", "决定开会日期")
    terminal.read_until("会议类别(例会、本届第一次会议、临时会议)")
    terminal.type("茶话会")
    assert "没有“茶话会”这一项" in terminal.read_until("会议类别(")
    terminal.type("例会")
    terminal.read_until("开幕日期:")
    terminal.type("2026-02-30")
    assert "不存在" in terminal.read_until("开幕日期:")
    terminal.type("2026年2月5日")
    terminal.read_until("已记录:决定开会日期")
    assert terminal.end() == 0
    assert office.told("show", "S20-1")["facts"]["opening_on"] == "2026-02-05"


def test_only_what_is_missing_is_asked_for(office):
    terminal = Terminal(office, "do", "S20-1", "决定开会日期", "会议类别=例会")
    before = terminal.read_until("开幕日期:")
    assert "会议类别" not in before
    terminal.type("2026-02-05")
    assert terminal.end() == 0
    assert office.told("show", "S20-1")["entries"] == [4]


@pytest.mark.parametrize("way", ["key", "signal"])
def test_ctrl_c_writes_nothing(office, way):
    before = office.head()
    terminal = Terminal(office, "do", "S20-1", "决定开会日期")
    terminal.read_until("会议类别(")
    terminal.type("例会")
    terminal.read_until("开幕日期:")
    terminal.interrupt(way)
    said = terminal.read_until("没有写入任何内容")
    assert "Traceback" not in said
    assert terminal.end() == 130
    assert office.head() == before


def test_words_that_the_command_line_lacks_are_asked_for(desk):
    terminal = Terminal(desk, "init", "--kind", "镇")
    for asked, answer in (("名称:", "石桥镇"), ("(--province):", "江西"), ("(--term):", "二十")):
        terminal.read_until(asked)
        terminal.type(answer)
    terminal.read_until("已建立 石桥镇人民代表大会(第二十届)")
    assert terminal.end() == 0


def test_a_step_not_named_is_asked_for_and_what_it_needs_after_it(office):
    terminal = Terminal(office, "do", "S20-1")
    terminal.read_until("步骤:")
    terminal.type("决定开会日期")
    terminal.read_until("会议类别(")
    terminal.type("例会")
    terminal.read_until("开幕日期:")
    terminal.type("2026-02-05")
    terminal.read_until("已记录:决定开会日期")
    assert terminal.end() == 0


def test_several_words_are_asked_for_at_once(desk):
    terminal = Terminal(desk, "tally", "--seats", "1", "--base", "72")
    terminal.read_until("姓名=票数:")
    terminal.type("甲=58 乙=10")
    terminal.read_until("当选(至少 37 票):甲 58")
    assert terminal.end() == 0


def test_on_a_terminal_lines_fit_and_commands_reach_the_same_record(office):
    terminal = Terminal(office, "next", "S20-1")
    screen = terminal.read_until("做一步:")
    assert all(width(line) <= COLUMNS for line in screen.splitlines())
    command = terminal.read_until("\n").split()
    assert command[1:3] == ["--database", office.database]
    assert terminal.end() == 0


def test_in_a_pipe_what_is_missing_is_an_error(office):
    said = office.json("do", "S20-1", "决定开会日期")
    assert (said.code, said.error["where"]) == (2, "决定开会日期")
    assert said.error["remedy"] == "renda do S20-1 决定开会日期 会议类别=… 开幕日期=…"


def test_a_check_over_all_townships_says_how_far_it_is(office):
    terminal = Terminal(office, "check", "--all")
    terminal.read_until("检查 1/1  清溪镇")
    terminal.read_until("结论:")
    assert terminal.end() == 0
    assert office("check", "--all").err == ""
