"""YAML with line numbers, no duplicate keys, and faults that name file and line.

YAML turns bare `on` and `no` into booleans, `010` into 8 and `12:30` into 750. Only `true` and `false` are
booleans here and only plain decimal digits are numbers, so that what is written is what is read.

Values and lines are built straight from the parser's events: PyYAML's own trees of nodes would take half as long again.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from procedures.errors import LibraryError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML without its C part is slower, not different
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_WORDS = {"true": True, "false": False, "null": None, "": None}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")


def parse(text: str, shown: str) -> tuple[Any, Any]:
    """What a YAML text says, and on which line each part stands.

    Args:
        text: the file's.
        shown: the file's name in errors.

    Returns:
        The value, made of dict, list, str, int, bool and None; and its lines: `[line, within]`, where `within` is
        `{key: [line of the key, within]}` for a mapping, a list of such pairs for a list, 0 for anything else.

    Raises:
        LibraryError: with the line of the fault.
    """
    loader = _Loader(text)
    try:
        return _whole(loader, shown)
    except yaml.MarkedYAMLError as problem:
        raise _broken(problem, shown) from problem
    except yaml.YAMLError as problem:
        raise LibraryError(f"YAML 格式有误:{problem}", where=shown) from problem
    except RecursionError as problem:
        raise _own_alias(shown) from problem
    finally:
        loader.dispose()


def _whole(loader: Any, shown: str) -> tuple[Any, Any]:
    try:
        return _Builder(loader, shown).document()
    except LibraryError:
        while loader.get_event() is not None:
            pass  # an unclosed bracket further down is told first: it explains what seemed wrong above it
        raise


def _broken(problem: yaml.MarkedYAMLError, shown: str) -> LibraryError:
    mark = problem.problem_mark
    line = f":{mark.line + 1}" if mark else ""
    return LibraryError(
        f"YAML 格式有误:{problem.problem}",
        where=f"{shown}{line}",
        remedy="请核对缩进、引号和半角冒号(冒号后要有空格)。",
    )


def _own_alias(shown: str) -> LibraryError:
    return LibraryError("引用(*)指向了它自己。", where=shown, remedy="请把内容直接写出来。")


class _Builder:
    """Values and lines of one document.

    Args:
        loader: gives the events.
        shown: the file's name in errors.
    """

    def __init__(self, loader: Any, shown: str) -> None:
        self._next = loader.get_event
        self._shown = shown
        self._named: dict[str, Any] = {}  # the event that begins what an anchor (&) names
        self._built: dict[str, tuple[Any, list[Any]]] = {}  # and what it is, once it is whole

    def document(self) -> tuple[Any, list[Any]]:
        """The only document of the stream: its value, and `[line, within]`."""
        self._next()  # the stream begins
        if isinstance(self._next(), StreamEndEvent):
            raise LibraryError("文件是空的。", where=self._shown)
        start = self._next()
        built = self._build(start)
        self._next()  # the document ends
        after = self._next()
        if not isinstance(after, StreamEndEvent):
            expected = "expected a single document in the stream"
            raise ComposerError(expected, start.start_mark, "but found another document", after.start_mark)
        return built

    def _build(self, event: Any) -> tuple[Any, list[Any]]:
        kind = type(event)
        if kind is AliasEvent:
            self._meant(event)
            if event.anchor not in self._built:
                raise _own_alias(self._shown)
            return self._built[event.anchor]
        if event.anchor is not None:
            self._name(event)
        line = event.start_mark.line + 1
        value: Any
        within: Any = 0
        if kind is ScalarEvent:
            value = _scalar(event)
        elif kind is MappingStartEvent:
            value, within = self._mapping()
        else:
            value, within = self._sequence()
        built = value, [line, within]
        if event.anchor is not None:
            self._built[event.anchor] = built
        return built

    def _sequence(self) -> tuple[list[Any], list[Any]]:
        items, lines = [], []
        while type(event := self._next()) is not SequenceEndEvent:
            value, line = self._build(event)
            items.append(value)
            lines.append(line)
        return items, lines

    def _mapping(self) -> tuple[dict[str, Any], dict[str, Any]]:
        result: dict[str, Any] = {}
        lines: dict[str, Any] = {}
        while type(event := self._next()) is not MappingEndEvent:
            key = self._key(event)
            if key.value in result:
                raise LibraryError(f"键 {key.value} 写了两次。", where=self._line(key), remedy="请删去一处。")
            result[key.value], (_, within) = self._build(self._next())
            lines[key.value] = [key.start_mark.line + 1, within]
        return result, lines

    def _key(self, event: Any) -> Any:
        """The event that holds the key's text."""
        key: Any = self._meant(event) if isinstance(event, AliasEvent) else event
        if type(key) is not ScalarEvent:
            raise LibraryError("键必须是文字。", where=self._line(key))
        if key is event and event.anchor is not None:
            self._name(event)
            self._built[event.anchor] = _scalar(key), [key.start_mark.line + 1, 0]
        return key

    def _name(self, event: Any) -> None:
        first = self._named.setdefault(event.anchor, event)
        if first is not event:
            found = "found duplicate anchor; first occurrence"
            raise ComposerError(found, first.start_mark, "second occurrence", event.start_mark)

    def _meant(self, alias: Any) -> Any:
        if alias.anchor not in self._named:
            raise ComposerError(None, None, "found undefined alias", alias.start_mark)
        return self._named[alias.anchor]

    def _line(self, event: Any) -> str:
        return f"{self._shown}:{event.start_mark.line + 1}"


def _scalar(event: Any) -> Any:
    """The value of a scalar: what it says where it is plain, what its tag says where that can be, else its text."""
    text, tag = event.value, event.tag
    if tag is None or tag == "!":
        return _plain(text) if event.implicit[0] else text
    if tag.endswith(":bool") and text in {"true", "false"}:
        return text == "true"
    if tag.endswith(":int") and _INTEGER.fullmatch(text):
        return int(text)
    if tag.endswith(":null") and not event.style:
        return None
    return text


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if text[0] in "-0123456789" and _INTEGER.fullmatch(text) else text
