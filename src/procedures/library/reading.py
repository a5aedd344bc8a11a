"""YAML with line numbers, no duplicate keys, and faults that name file and line.

YAML turns bare `on` and `no` into booleans, `010` into 8 and `12:30` into 750. Only `true` and `false` are
booleans here and only plain decimal digits are numbers, so that what is written is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from procedures.errors import LibraryError, why
from procedures.library.places import short_path

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # a PyYAML without its C part is slower, not different
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]


class _Loader(_Base):
    pass


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_INTEGER = re.compile(r"^-?(?:0|[1-9][0-9]*)$")
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", _INTEGER, list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|)$"), ["n", ""])


class Document:
    """One YAML file: its values, and on which line each of them stands.

    Args:
        path: the file.
        only: which items of its top lists to read, asked with an item's text; None reads all. The others are not
            even looked at for faults, so that a command which needs one rule does not wait for all.
    """

    def __init__(self, path: Path, only: Callable[[str], bool] | None = None) -> None:
        self.path = path
        self._shown = short_path(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as problem:
            raise LibraryError(
                "文件不是 UTF-8 编码。", where=self._shown, remedy="请另存为 UTF-8 后再用。"
            ) from problem
        except OSError as problem:
            raise LibraryError(f"文件读不出来({why(problem)})。", where=self._shown) from problem
        loader = _Loader(text if only is None else _excerpt(text, only))
        try:
            node = loader.get_single_node()
        except yaml.MarkedYAMLError as problem:
            raise self._broken(problem) from problem
        except yaml.YAMLError as problem:
            raise LibraryError(f"YAML 格式有误:{problem}", where=self._shown) from problem
        finally:
            loader.dispose()
        if node is None:
            raise LibraryError("文件是空的。", where=self._shown)
        self._root = node
        try:
            self.value = self._build(node)
        except RecursionError as problem:
            raise LibraryError(
                "引用(*)指向了它自己。", where=self._shown, remedy="请把内容直接写出来。"
            ) from problem

    def _broken(self, problem: yaml.MarkedYAMLError) -> LibraryError:
        mark = problem.problem_mark
        line = f":{mark.line + 1}" if mark else ""
        return LibraryError(
            f"YAML 格式有误:{problem.problem}",
            where=f"{self._shown}{line}",
            remedy="请核对缩进、引号和半角冒号(冒号后要有空格)。",
        )

    def line(self, location: Location) -> int:
        """The line (from 1) of the value, or of the nearest value around it; a key's line for what it names."""
        node, line = self._root, self._root.start_mark.line + 1
        for part in location:
            if isinstance(node, yaml.MappingNode):
                found = next(((key, value) for key, value in node.value if key.value == part), None)
                if found is None:
                    break
                line, node = found[0].start_mark.line + 1, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line + 1
            else:
                break
        return line

    def where(self, location: Location) -> str:
        """File and line, as errors show it."""
        return f"{self._shown}:{self.line(location)}"

    def _build(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            result: dict[str, Any] = {}
            for key_node, value_node in node.value:
                if not isinstance(key_node, yaml.ScalarNode):
                    raise LibraryError(
                        "键必须是文字。", where=f"{self._shown}:{key_node.start_mark.line + 1}"
                    )
                key = key_node.value
                if key in result:
                    line = key_node.start_mark.line + 1
                    raise LibraryError(
                        f"键 {key} 写了两次。", where=f"{self._shown}:{line}", remedy="请删去一处。"
                    )
                result[key] = self._build(value_node)
            return result
        if isinstance(node, yaml.SequenceNode):
            return [self._build(child) for child in node.value]
        assert isinstance(node, yaml.ScalarNode)
        return _scalar(node)


def _excerpt(text: str, only: Callable[[str], bool]) -> str:
    """The text with the unwanted items of its top lists blanked out; every line keeps its number."""
    kept: list[str] = []
    item: list[str] = []
    key_at, taken = None, 0

    def settle() -> None:
        nonlocal item, taken
        wanted = bool(item) and only("\n".join(item))
        kept.extend(item if wanted else [""] * len(item))
        taken += wanted
        item = []

    def end_list() -> None:
        if key_at is not None and not taken:
            kept[key_at] = ""  # a list of which nothing is wanted

    for line in text.splitlines():
        if line.startswith("- "):
            settle()
            item = [line]
        elif item and (not line or line[0] in " #"):
            item.append(line)
        else:
            settle()
            end_list()
            key_at = len(kept) if line.rstrip().endswith(":") and not line.startswith((" ", "#")) else None
            taken = 1 if line.startswith("statute") else 0
            kept.append(line)
    settle()
    end_list()
    return "\n".join(kept)


def _scalar(node: yaml.ScalarNode) -> Any:
    tag, text = node.tag, node.value
    if tag.endswith(":bool") and text in {"true", "false"}:
        return text == "true"
    if tag.endswith(":int") and _INTEGER.match(text):
        return int(text)
    if tag.endswith(":null") and not node.style:
        return None
    return text


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
