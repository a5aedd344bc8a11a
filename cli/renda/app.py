"""What every command works with: where the record lies, which congress, which library, which day."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procedures.errors import BadInput

if TYPE_CHECKING:
    from procedures.engine.engine import Engine
    from procedures.journal.store import Store
    from procedures.law.book import LawBook
    from procedures.library.places import Places
    from procedures.workflow.shelf import Shelf


@dataclass
class App:
    """The global options, and what is made of them when a command needs it.

    Attributes:
        database: URL or path; None is the default file.
        congress: id of the congress; None is the only one.
        library: users' own folders.
        form: "text" or "json".
        today: as typed; None is the real day.
        typed: which of "database" and "congress" were typed, not taken from the environment.
    """

    database: str | None
    congress: str | None
    library: tuple[str, ...]
    form: str
    today: str | None
    typed: frozenset[str] = frozenset()

    def repeated(self, *, on_screen: bool) -> str:
        """The global options that a command told to the user needs, to reach the same record as this one.

        Args:
            on_screen: whether a person may copy the command from a terminal.
        """
        from renda.output import quoted

        words = ["--congress", self.congress] if self.congress and "congress" in self.typed else []
        if on_screen and self.database and "database" in self.typed:
            words = ["--database", self.database, *words]
        return quoted(words)

    @property
    def as_json(self) -> bool:
        """Whether exactly one JSON document goes to stdout."""
        return self.form == "json"

    @cached_property
    def day(self) -> date:
        """The day that counts as today."""
        real = date.today()  # noqa: DTZ011 - the office's own calendar day is meant
        return real if self.today is None else self.day_of(self.today, "--today")

    def day_of(self, text: str, where: str) -> date:
        """A date as typed."""
        from procedures.calendar.dates import parse_date

        today = date.today() if where == "--today" else self.day  # noqa: DTZ011
        return parse_date(text, today, where=where)

    def on(self, text: str | None) -> date:
        """The date of an act: as typed with --on, else today."""
        return self.day if text is None else self.day_of(text, "--on")

    def set_today(self, text: str | None) -> None:
        """Look at everything as on the day typed with --on; without one, as it is today."""
        if text is not None:
            self.today = self.on(text).isoformat()
            self.__dict__.pop("day", None)

    @cached_property
    def places(self) -> Places:
        """The library's folders."""
        from procedures.library.places import places

        return places(self.library)

    @property
    def book(self) -> LawBook:
        """The rules."""
        return _book(self.places)

    @property
    def shelf(self) -> Shelf:
        """The workflows."""
        return _shelf(self.places)

    @property
    def operator(self) -> str:
        """Who records: RENDA_OPERATOR, else the name of the computer's user."""
        given = os.environ.get("RENDA_OPERATOR", "").strip()
        if given:
            return given
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "未署名"

    @property
    def location(self) -> str:
        """URL or path of the record."""
        if self.database:
            return self.database
        import platformdirs

        folder = Path(platformdirs.user_data_dir("renda", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder / "renda.db")

    @cached_property
    def store(self) -> Store:
        """The record; opened once, closed when the command ends."""
        import click

        from procedures.journal.store import open_store

        store = open_store(self.location)
        context = click.get_current_context(silent=True)
        if context is not None:
            context.find_root().call_on_close(store.close)
        return store

    @property
    def congresses(self) -> list[str]:
        """Ids of all congresses in the record."""
        return self.store.congresses()

    def engine_for(self, congress: str) -> Engine:
        """The engine of one congress."""
        from procedures.engine.engine import Engine

        today = self.day if self.today is not None else None
        return Engine(self.store, congress, self.shelf, self.book, today=today)

    @cached_property
    def engine(self) -> Engine:
        """The engine of the chosen congress.

        Raises:
            BadInput: where there is none, or several and none was chosen.
        """
        known = self.congresses
        if self.congress is not None:
            if self.congress not in known:
                listed = "、".join(known) or "(还没有)"
                raise BadInput(
                    f"记录里没有“{self.congress}”。",
                    where="--congress",
                    remedy=f"已有:{listed}。建立用 renda init。",
                )
            return self.engine_for(self.congress)
        if not known:
            raise BadInput(
                "还没有建立任何乡镇人大的记录。",
                where=self.store.url,
                remedy="先建立,例如:renda init 清溪镇 --province 浙江 --kind 镇 --term 19",
            )
        if len(known) > 1:
            raise BadInput(
                f"记录里有 {len(known)} 个乡镇:{'、'.join(known)}。",
                where="--congress",
                remedy="请指明是哪一个,例如 renda --congress 清溪镇 next …",
            )
        return self.engine_for(known[0])


@lru_cache(maxsize=4)
def _book(where: Places) -> LawBook:
    """The rules, read once in a process (the demonstration runs many commands in one)."""
    from procedures.law.book import LawBook

    return LawBook(where)


@lru_cache(maxsize=4)
def _shelf(where: Places) -> Shelf:
    """The workflows, read once in a process."""
    from procedures.workflow.shelf import Shelf

    return Shelf(where)


PLACE = "…"  # how a printed command marks what is to be filled in


def filled(value: str, name: str) -> None:
    """Refuses a place of a pasted command that has not been filled in.

    Raises:
        BadInput: where the value is the mark itself.
    """
    if value.strip() == PLACE:
        raise BadInput(
            f"“{name}”还没有填。", where=name, remedy=f"把命令里的“{PLACE}”换成实际内容,再运行一次。"
        )


def facts_given(words: tuple[str, ...]) -> dict[str, Any]:
    """`NAME=VALUE` words as a dictionary.

    Raises:
        BadInput: where a word has no equals sign, or a name occurs twice.
    """
    given: dict[str, Any] = {}
    for word in words:
        name, mark, value = word.replace("＝", "=", 1).partition("=")
        if not mark or not name.strip():
            raise BadInput(
                f"“{word}”不是 名称=值 的写法。", where=word, remedy="例如 到会代表=48;值里有空格的加引号。"
            )
        if name.strip() in given:
            raise BadInput(f"“{name.strip()}”写了两次。", where=word, remedy="请只留一个。")
        filled(value, name.strip())
        given[name.strip()] = value
    return given


def read_json(text: str) -> Any:
    """A JSON document; decimals stay text, for they are counted exactly.

    Raises:
        ValueError: where it is no JSON, holds a key twice, or goes beyond what any form needs.
    """
    try:
        return json.loads(text, parse_float=str, parse_constant=str, object_pairs_hook=_once)
    except RecursionError as problem:
        raise ValueError from problem


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once each; of two, none is the right one."""
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(f"“{twice}”写了两次。", where=twice, remedy="请只留一个。")
    return result
