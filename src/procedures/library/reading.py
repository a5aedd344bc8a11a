"""Library files: their values with line numbers, as models, and faults that name file and line."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from procedures.errors import LibraryError, why
from procedures.library import cache
from procedures.library.places import short_path

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]


class Document:
    """One YAML file: its values, and on which line each of them stands.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._shown = short_path(path)
        self._lines: Any = None
        try:
            source = path.read_bytes()
            self._text = source.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise LibraryError(
                "文件不是 UTF-8 编码。", where=self._shown, remedy="请另存为 UTF-8 后再用。"
            ) from problem
        except OSError as problem:
            raise LibraryError(f"文件读不出来({why(problem)})。", where=self._shown) from problem
        with collected_later():
            self.value = self._read(source)

    def _read(self, source: bytes) -> Any:
        kept = cache.load(source)
        if kept is not None:
            value, self._lines = kept
            return value
        from procedures.library.parsing import parse  # noqa: PLC0415 - not where the file is kept

        value, self._lines = parse(self._text, self._shown)
        cache.keep(source, value, self._lines)
        return value

    @property
    def _tree(self) -> Any:
        """The lines; those that were kept are read when the first is asked for."""
        if isinstance(self._lines, str):
            with collected_later():
                self._lines = json.loads(self._lines)
        return self._lines

    def part(self, wanted: Callable[[str], bool]) -> Document:
        """The file with some items of its top lists only, so that a command which needs one rule checks no others.

        Args:
            wanted: asked with an item's text. A list of which nothing is wanted is left out.
        """
        if not isinstance(self.value, dict):
            return self
        part = copy(self)
        line, keys = self._tree
        part.value, within, items = dict(self.value), dict(keys), {}
        for key, texts in self._items.items():
            kept = [place for place, text in enumerate(texts) if wanted(text)]
            if kept:
                start, lines = keys[key]
                part.value[key] = [self.value[key][place] for place in kept]
                within[key] = [start, [lines[place] for place in kept]]
                items[key] = [texts[place] for place in kept]
            else:
                del part.value[key]
        part._lines, part._items = [line, within], items  # noqa: SLF001 - a document too
        return part

    @cached_property
    def _items(self) -> dict[str, list[str]]:
        """The text of every item of the top lists."""
        text, keys = self._text.splitlines(), self._tree[1]
        ends = sorted(line for line, _ in keys.values())
        found: dict[str, list[str]] = {}
        for key, items in self.value.items():
            if isinstance(items, list) and items:
                starts = [line for line, _ in keys[key][1]]
                end = next((line for line in ends if line > starts[-1]), len(text) + 1)
                spans = zip(starts, [*starts[1:], end], strict=True)
                found[key] = ["\n".join(text[start - 1 : max(stop - 1, start)]) for start, stop in spans]
        return found

    def line(self, location: Location) -> int:
        """The line (from 1) of the value, or of the nearest value around it; a key's line for what it names."""
        line, within = self._tree
        for part in location:
            known = (
                part in within
                if isinstance(within, dict)
                else isinstance(within, list) and isinstance(part, int) and part < len(within)
            )
            if not known:
                break
            line, within = within[part]
        return int(line)

    def where(self, location: Location) -> str:
        """File and line, as errors show it."""
        return f"{self._shown}:{self.line(location)}"


@contextmanager
def collected_later() -> Iterator[None]:
    """While much is made that stays, looking for what could be thrown away would take most of the time.

    What was made counts as old afterwards, so that it is not looked through as soon as the search is on again.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not gc.get_freeze_count():  # what somebody else has set aside stays so
                gc.freeze()
                gc.unfreeze()
            gc.enable()


_GUIDE = "docs/workflow-files.md 和 docs/rule-files.md"


def read_as(document: Document, model: type[Model], guide: str = _GUIDE) -> Model:
    """The document as a model.

    Args:
        document: the file.
        model: what it holds.
        guide: where its keys are explained, for the error.

    Raises:
        LibraryError: with file and line of the first fault, and how many there are.
    """
    try:
        with collected_later():
            return model.model_validate(document.value)
    except ValidationError as problem:
        faults = _first_causes(problem.errors(include_url=False))
        first = faults[0]
        location = _in_document(first["loc"], document)
        more = f"(另有 {len(faults) - 1} 处)" if len(faults) > 1 else ""
        raise LibraryError(
            f"{_told(first, location)}{more}",
            where=document.where(location),
            remedy=f"写法见 {guide}。",
        ) from problem


def _first_causes(faults: list[Any]) -> list[Any]:
    """The faults without lists that are too short only because of a faulty item."""
    return [
        fault
        for fault in faults
        if fault["type"] != "too_short"
        or not any(
            other is not fault and other["loc"][: len(fault["loc"])] == fault["loc"] for other in faults
        )
    ]


def _in_document(loc: Location, document: Document) -> Location:
    """The location without the names of union members, which are not in the file."""
    value = document.value
    kept: list[int | str] = []
    for part in loc:
        in_mapping = isinstance(value, dict) and part in value
        in_list = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if in_mapping or in_list:
            value = value[part]
            kept.append(part)
    return tuple(kept)


_WORDED = {
    "greater_than_equal": "{name} 的值 {input!r} 不对,应不小于 {ge}。",
    "greater_than": "{name} 的值 {input!r} 不对,应大于 {gt}。",
    "less_than_equal": "{name} 的值 {input!r} 不对,应不大于 {le}。",
    "literal_error": "{name} 的值 {input!r} 不对,应为 {expected}。",
    "string_pattern_mismatch": "{name} 的值 {input!r} 不对,写法应符合 {pattern}。",
    "string_type": "{name} 的值 {input!r} 不对,应为文字;数字要加引号。",
    "int_parsing": "{name} 的值 {input!r} 不对,应为整数。",
    "int_type": "{name} 的值 {input!r} 不对,应为整数。",
    "bool_parsing": "{name} 的值 {input!r} 不对,应为 true 或 false。",
    "date_from_datetime_parsing": "{name} 的值 {input!r} 不对,应为日期,如 2026-01-08。",
    "too_short": "{name} 至少要有 {min_length} 项。",
    "too_long": "{name} 至多 {max_length} 项。",
    "tuple_type": "{name} 应为列表,每项以“- ”开头。",
    "dict_type": "{name} 应为一组“键: 值”。",
    "model_type": "{name} 应为一组“键: 值”。",
    "model_attributes_type": "{name} 应为一组“键: 值”。",
    "missing": "缺少 {name}。",
    "extra_forbidden": "不认识的键 {name}。",
    "union_tag_invalid": "不认识的种类 {tag};可用:{expected_tags}。",
    "union_tag_not_found": "{name} 没有写 kind。",
}


def _told(fault: Any, location: Location) -> str:
    name = next((str(part) for part in reversed(fault["loc"]) if isinstance(part, str)), "文件")
    if fault["type"] in _WORDED:
        return _WORDED[fault["type"]].format(name=name, input=fault["input"], **fault.get("ctx", {}))
    if fault["type"] == "value_error":
        place = f"{name}:" if location and location[-1] == fault["loc"][-1] == name else ""
        return f"{place}{fault['ctx']['error']}。"
    return f"{name} 的值 {fault['input']!r} 不对({fault['msg']})。"
