"""YAML with line numbers, no duplicate keys, and faults that name file and line.

YAML turns bare `on` and `no` into booleans, `010` into 8 and `12:30` into 750. Only `true` and `false` are
booleans here and only plain decimal digits are numbers, so that what is written is what is read.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from procedures.errors import LibraryError

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # a PyYAML without its C part is slower, not different
    from yaml import SafeLoader as _Base  # type: ignore[assignment]


class _Loader(_Base):
    pass


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_INTEGER = re.compile(r"^-?(?:0|[1-9][0-9]*)$")
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", _INTEGER, list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|)$"), ["n", ""])


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
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as problem:
        raise _broken(problem, shown) from problem
    except yaml.YAMLError as problem:
        raise LibraryError(f"YAML 格式有误:{problem}", where=shown) from problem
    finally:
        loader.dispose()
    if node is None:
        raise LibraryError("文件是空的。", where=shown)
    try:
        value, within = _build(node, shown)
    except RecursionError as problem:
        raise LibraryError("引用(*)指向了它自己。", where=shown, remedy="请把内容直接写出来。") from problem
    return value, [node.start_mark.line + 1, within]


def _broken(problem: yaml.MarkedYAMLError, shown: str) -> LibraryError:
    mark = problem.problem_mark
    line = f":{mark.line + 1}" if mark else ""
    return LibraryError(
        f"YAML 格式有误:{problem.problem}",
        where=f"{shown}{line}",
        remedy="请核对缩进、引号和半角冒号(冒号后要有空格)。",
    )


def _build(node: yaml.Node, shown: str) -> tuple[Any, Any]:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node), 0
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, shown)
    items, lines = [], []
    for child in node.value:
        value, within = _build(child, shown)
        items.append(value)
        lines.append([child.start_mark.line + 1, within])
    return items, lines


def _mapping(node: yaml.MappingNode, shown: str) -> tuple[Any, Any]:
    result: dict[str, Any] = {}
    lines: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise LibraryError("键必须是文字。", where=f"{shown}:{line}")
        key = key_node.value
        if key in result:
            raise LibraryError(f"键 {key} 写了两次。", where=f"{shown}:{line}", remedy="请删去一处。")
        result[key], within = _build(value_node, shown)
        lines[key] = [line, within]
    return result, lines


def _scalar(node: yaml.ScalarNode) -> Any:
    tag, text = node.tag, node.value
    if tag.endswith(":bool") and text in {"true", "false"}:
        return text == "true"
    if tag.endswith(":int") and _INTEGER.match(text):
        return int(text)
    if tag.endswith(":null") and not node.style:
        return None
    return text
