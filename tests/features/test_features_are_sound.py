"""All scenarios: what a Gherkin runner would let pass silently, and that rules and scenarios name each other.

Each guard is a function from what was written to a list of faults, each "file:line: what". It is asked of everything
that is shipped, and proven on small bad samples.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from gherkin.dialect import Dialect
from gherkin.errors import ParserError
from gherkin.parser import Parser

from procedures.law.book import LawBook
from procedures.library.places import places, short_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

Node = dict[str, Any]
PLACEHOLDER = re.compile(r"<(.+?)>")
_CHINESE = Dialect.for_name("zh-CN")
STEP_WORDS = tuple(
    word.strip()
    for words in (
        _CHINESE.given_keywords,
        _CHINESE.when_keywords,
        _CHINESE.then_keywords,
        _CHINESE.and_keywords,
        _CHINESE.but_keywords,
    )
    for word in words
    if word != "* "
)
ENGLISH_STEP = re.compile(r"(?:given|when|then|and|but)\b|\*\s", re.IGNORECASE)


@dataclass(frozen=True)
class Feature:
    """A feature file: its lines and its tree."""

    path: Path
    lines: tuple[str, ...]
    tree: Node

    def fault(self, line: int, what: str) -> str:
        return f"{short_path(self.path)}:{line}: {what}"

    def nodes(self, kind: str) -> Iterator[Node]:
        """All backgrounds, rules or scenarios, those within a Gherkin rule too."""
        todo = list(self.tree["children"])
        while todo:
            for name, node in todo.pop(0).items():
                if name == kind:
                    yield node
                if name == "rule":
                    todo = [*node["children"], *todo]

    def tags(self) -> Iterator[Node]:
        yield from self.tree["tags"]
        for rule in self.nodes("rule"):
            yield from rule["tags"]
        for scenario in self.nodes("scenario"):
            yield from scenario["tags"]
            for examples in scenario["examples"]:
                yield from examples["tags"]


def read(path: Path) -> Feature:
    text = path.read_text(encoding="utf-8")
    try:
        tree = Parser().parse(text)
    except ParserError as problem:
        raise AssertionError(f"{short_path(path)}: {problem}") from problem
    assert "feature" in tree, f"{short_path(path)}:1: 没有“功能”"
    return Feature(path, tuple(text.splitlines()), tree["feature"])


@cache
def shipped_features() -> tuple[Feature, ...]:
    return tuple(read(path) for path in places().files("features", "**/*.feature"))


@cache
def book() -> LawBook:
    return LawBook(places())


# --- the guards


def duplicate_names(feature: Feature) -> list[str]:
    """Two scenarios of one name: in a report nobody can tell them apart."""
    first: dict[str, int] = {}
    faults = []
    for scenario in feature.nodes("scenario"):
        name, line = scenario["name"], scenario["location"]["line"]
        if name in first:
            faults.append(feature.fault(line, f"场景“{name}”与第 {first[name]} 行同名"))
        first.setdefault(name, line)
    return faults


def empty_tables(feature: Feature) -> list[str]:
    """Examples without a row run nothing; a table of facts with only its head gives nothing."""
    faults = []
    for holder in (*feature.nodes("background"), *feature.nodes("scenario")):
        for step in holder["steps"]:
            table = step.get("dataTable")
            if table is not None and len(table["rows"]) == 1:
                faults.append(feature.fault(table["location"]["line"], "表格只有表头"))
    for scenario in feature.nodes("scenario"):
        line = scenario["location"]["line"]
        if not scenario["steps"]:
            faults.append(feature.fault(line, "场景没有步骤"))
        if scenario["keyword"] in _CHINESE.scenario_outline_keywords and not scenario["examples"]:
            faults.append(feature.fault(line, "场景大纲没有例子"))
        faults += [
            feature.fault(examples["location"]["line"], "例子没有一行")
            for examples in scenario["examples"]
            if not examples["tableBody"]
        ]
    return faults


def unfilled_placeholders(feature: Feature) -> list[str]:
    """A <placeholder> that no column fills is taken literally by every run."""
    faults = []
    for background in feature.nodes("background"):
        faults += [
            feature.fault(line, f"背景里的 <{name}> 没有例子来填") for name, line in _placeholders(background)
        ]
    for scenario in feature.nodes("scenario"):
        tables = [
            {cell["value"] for cell in e["tableHeader"]["cells"]}
            for e in scenario["examples"]
            if "tableHeader" in e
        ]
        for name, line in _placeholders(scenario):
            if not tables or any(name not in columns for columns in tables):
                faults.append(feature.fault(line, f"<{name}> 没有例子来填"))
    return faults


def _placeholders(holder: Node) -> Iterator[tuple[str, int]]:
    """Every placeholder with its line, once a line."""
    texts = [(holder["name"], holder["location"]["line"])]
    for step in holder["steps"]:
        texts.append((step["text"], step["location"]["line"]))
        for row in step.get("dataTable", {}).get("rows", ()):
            texts += [(cell["value"], cell["location"]["line"]) for cell in row["cells"]]
        if "docString" in step:
            texts.append((step["docString"]["content"], step["docString"]["location"]["line"]))
    found = [(name, line) for text, line in texts for name in PLACEHOLDER.findall(text)]
    yield from dict.fromkeys(found)


def step_like_descriptions(feature: Feature) -> list[str]:
    """A description line that begins like a step is one, or becomes one as soon as it is moved below a scenario."""
    faults = []
    holders = [feature.tree, *feature.nodes("rule"), *feature.nodes("background"), *feature.nodes("scenario")]
    holders += [examples for scenario in feature.nodes("scenario") for examples in scenario["examples"]]
    for holder in holders:
        for line, text in _description(feature, holder):
            if text.startswith(STEP_WORDS) or ENGLISH_STEP.match(text):
                faults.append(feature.fault(line, f"说明文字“{text}”会变成步骤"))
        for step in holder.get("steps", ()):
            line = step["location"]["line"]
            text = feature.lines[line - 1].strip()
            if not text.removeprefix(step["keyword"].strip())[:1].isspace():
                faults.append(
                    feature.fault(line, f"“{text}”被当作步骤;是步骤就在开头的词后空一格,是说明就换个开头")
                )
    return faults


def _description(feature: Feature, holder: Node) -> Iterator[tuple[int, str]]:
    line = holder["location"]["line"]
    for text in holder.get("description", "").splitlines():
        if text.strip():
            line = next(at for at in range(line + 1, len(feature.lines) + 1) if feature.lines[at - 1] == text)
            yield line, text.strip()


def unknown_tags(feature: Feature, known: Iterable[str]) -> list[str]:
    """A tag that is no requirement's id: a slip of the pen, or a requirement that rules/ has lost."""
    ids = set(known)
    return [
        feature.fault(tag["location"]["line"], f"标签 {tag['name']} 不是 rules/ 里的编号")
        for tag in feature.tags()
        if tag["name"].removeprefix("@") not in ids
    ]


def rules_without_scenario(where: Mapping[str, str], features: Iterable[Feature]) -> list[str]:
    """A rule that no scenario shows.

    Args:
        where: file and line of each rule, by its id.
        features: all features.
    """
    tagged = {tag["name"].removeprefix("@") for feature in features for tag in feature.tags()}
    return [f"{place}: 没有场景带标签 @{rule}" for rule, place in where.items() if rule not in tagged]


def async_steps(path: Path) -> list[str]:
    """A runner that does not await a step counts it as passed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{short_path(path)}:{node.lineno}: 步骤函数 {node.name} 不能是 async"
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncFunctionDef)
    ]


def known_ids() -> set[str]:
    """Ids of all rules and of all requirements that are accounted for without one."""
    return {placed.rule.id for placed in book().all()} | {item.id for item, _statute in book().otherwise()}


ON_A_FEATURE: dict[str, Callable[[Feature], list[str]]] = {
    "duplicate_names": duplicate_names,
    "empty_tables": empty_tables,
    "unfilled_placeholders": unfilled_placeholders,
    "step_like_descriptions": step_like_descriptions,
    "unknown_tags": lambda feature: unknown_tags(feature, known_ids()),
}


# --- asked of everything that is shipped


def test_there_are_features():
    assert len(shipped_features()) > 1


@pytest.mark.parametrize("guard", ON_A_FEATURE.values(), ids=ON_A_FEATURE.keys())
def test_shipped_features(guard):
    faults = [fault for feature in shipped_features() for fault in guard(feature)]
    assert not faults, "\n".join(faults)


def test_every_rule_has_a_scenario():
    where: dict[str, str] = {}
    for placed in book().all():
        where.setdefault(placed.rule.id, placed.where)
    faults = rules_without_scenario(where, shipped_features())
    assert not faults, "\n".join(faults)


def test_no_step_is_async():
    paths = [*places().files("features", "steps/**/*.py"), *places().files("features", "**/conftest.py")]
    assert paths
    faults = [fault for path in paths for fault in async_steps(path)]
    assert not faults, "\n".join(faults)


# --- each guard proven on a bad sample

GOOD = """\
# language: zh-CN
@ORG-14-4
功能: 样本
  到会人数以签到表为准。

  背景:
    假如 某镇人大第19届有 72 名代表

  场景大纲: 三分之二的界线
    当 拿ORG-14-4试一试:
      | 项目     | 填写   |
      | 全体代表 | <全体> |
      | 到会代表 | <到会> |
    那么 <结论>

    例子:
      | 全体 | 到会 | 结论 |
      | 72   | 48   | 合法 |
"""


def sample(tmp_path: Path, text: str, name: str = "bad.feature") -> Feature:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def at_lines(faults: list[str], feature: Feature) -> list[int]:
    """The lines that the faults name; each of them names the file too."""
    start = f"{short_path(feature.path)}:"
    assert all(fault.startswith(start) for fault in faults), faults
    return [int(fault.removeprefix(start).split(":", 1)[0]) for fault in faults]


def line_of(feature: Feature, text: str, nth: int = 1) -> int:
    """Where the nth line with that text stands, counted from 1."""
    return [place for place, line in enumerate(feature.lines, 1) if text in line][nth - 1]


@pytest.mark.parametrize("guard", ON_A_FEATURE.values(), ids=ON_A_FEATURE.keys())
def test_a_good_feature_passes(tmp_path, guard):
    assert guard(sample(tmp_path, GOOD)) == []


def test_a_broken_feature_is_named_with_its_line(tmp_path):
    with pytest.raises(AssertionError, match=r"bad\.feature: [^(]*\(5:"):
        sample(tmp_path, "# language: zh-CN\n功能: 样本\n  场景: 甲\n    当 乙\n    例子没有冒号\n")


def test_duplicate_names_are_found(tmp_path):
    feature = sample(
        tmp_path,
        """\
# language: zh-CN
功能: 样本
  场景: 可以开幕
    假如 甲
  规则: 到会
    场景: 不能开幕
      假如 甲
    场景: 可以开幕
      假如 乙
""",
    )
    faults = duplicate_names(feature)
    assert at_lines(faults, feature) == [8]
    assert "第 3 行同名" in faults[0]


def test_one_name_in_two_features_is_no_duplicate(tmp_path):
    text = "# language: zh-CN\n功能: 样本\n  场景: 可以开幕\n    假如 甲\n"
    assert (
        duplicate_names(sample(tmp_path, text))
        == duplicate_names(sample(tmp_path, text, "other.feature"))
        == []
    )


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        ("场景大纲: 甲\n    当 <数>\n    例子:\n", "例子:"),
        ("场景大纲: 甲\n    当 <数>\n    例子:\n      | 数 |\n", "例子:"),
        (
            "场景大纲: 甲\n    当 <数>\n    例子:\n      | 数 |\n      | 1 |\n    例子: 另一组\n      | 数 |\n",
            "例子: 另一组",
        ),
        ("场景大纲: 甲\n    当 乙\n", "场景大纲:"),
        ("场景: 甲\n    当 乙:\n      | 项目 | 填写 |\n    那么 丙\n", "| 项目 |"),
        ("场景: 甲\n    只有说明\n", "场景: 甲"),
        ("背景:\n    假如 乙:\n      | 项目 | 填写 |\n  场景: 甲\n    当 乙\n", "| 项目 |"),
    ],
    ids=[
        "no-head",
        "head-only",
        "second-examples",
        "outline-without",
        "data-table",
        "no-steps",
        "background",
    ],
)
def test_empty_tables_are_found(tmp_path, rest, fault):
    feature = sample(tmp_path, f"# language: zh-CN\n功能: 样本\n  {rest}")
    assert at_lines(empty_tables(feature), feature) == [line_of(feature, fault)]


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        ("场景: 甲\n    当 到会 <到会> 名\n", "<到会>"),
        ("场景: 甲\n    当 乙:\n      | 项目 | 填写 |\n      | 到会 | <到会> |\n", "<到会>"),
        ("场景: 到会<到会>\n    当 乙\n", "<到会>"),
        ('场景: 甲\n    当 乙:\n      """\n      <到会>\n      """\n', '"""'),
        ("场景大纲: 甲\n    当 <全体>\n    那么 <到会>\n    例子:\n      | 全体 |\n      | 72 |\n", "<到会>"),
        (
            "场景大纲: 甲\n    当 <到会>\n    例子:\n      | 到会 |\n      | 1 |\n    例子:\n      | 全体 |\n      | 2 |\n",
            "<到会>",
        ),
        (
            "背景:\n    假如 <到会>\n  场景大纲: 甲\n    当 <全体>\n    例子:\n      | 全体 |\n      | 1 |\n",
            "<到会>",
        ),
    ],
    ids=["step", "cell", "name", "text", "no-column", "second-examples", "background"],
)
def test_unfilled_placeholders_are_found(tmp_path, rest, fault):
    feature = sample(tmp_path, f"# language: zh-CN\n功能: 样本\n  {rest}")
    faults = unfilled_placeholders(feature)
    assert at_lines(faults, feature) == [line_of(feature, fault)]
    assert "<到会>" in faults[0]


@pytest.mark.parametrize(
    "text",
    [
        "假如没有到齐,改期。",
        "当日清点。",
        "那么 改期",
        "而且要公布。",
        "并且公布",
        "但是不算",
        "Given a",
        "when b",
        "* 一项",
    ],
)
def test_step_like_lines_of_a_feature_are_found(tmp_path, text):
    feature = sample(
        tmp_path, f"# language: zh-CN\n功能: 样本\n  说明文字\n  {text}\n\n  场景: 甲\n    当 乙\n"
    )
    assert at_lines(step_like_descriptions(feature), feature) == [4]


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        ("场景: 甲\n    当日清点,\n    当 乙\n", "当日清点"),
        ("场景: 甲\n    then 清点\n    当 乙\n", "then 清点"),
        ("背景:\n    假如人不齐\n    假如 乙\n  场景: 甲\n    当 乙\n", "假如人不齐"),
        ("场景大纲: 甲\n    当 <数>\n    例子:\n      而且看下表\n      | 数 |\n      | 1 |\n", "而且看下表"),
        ("规则: 甲\n    但是不算\n    场景: 甲\n      当 乙\n", "但是不算"),
    ],
    ids=["scenario", "english", "background", "examples", "rule"],
)
def test_step_like_lines_elsewhere_are_found(tmp_path, rest, fault):
    feature = sample(tmp_path, f"# language: zh-CN\n功能: 样本\n  {rest}")
    assert at_lines(step_like_descriptions(feature), feature) == [line_of(feature, fault)]


@pytest.mark.parametrize("place", [0, 1, 2, 3], ids=["feature", "rule", "scenario", "examples"])
def test_unknown_tags_are_found(tmp_path, place):
    tags = ["@ORG-14-4"] * 4
    tags[place] = "@ORG-14-44"
    feature = sample(
        tmp_path,
        f"""\
# language: zh-CN
{tags[0]}
功能: 样本
  {tags[1]}
  规则: 到会
    @BUD-3-3 {tags[2]}
    场景大纲: 甲
      当 <数>
      {tags[3]}
      例子:
        | 数 |
        | 1  |
""",
    )
    faults = unknown_tags(feature, known_ids())
    assert at_lines(faults, feature) == [line_of(feature, "@ORG-14-44")]
    assert "@ORG-14-44 " in faults[0]


def test_requirements_without_a_rule_may_be_tags():
    otherwise = {item.id for item, _statute in book().otherwise()}
    assert otherwise - {placed.rule.id for placed in book().all()}
    assert otherwise <= known_ids()


def test_rules_without_a_scenario_are_found(tmp_path):
    feature = sample(tmp_path, GOOD)
    placed = next(placed for placed in book().all() if placed.rule.id != "ORG-14-4")
    where = {"ORG-14-4": "rules/a.yaml:1", placed.rule.id: placed.where}
    faults = rules_without_scenario(where, [feature])
    assert faults == [f"{placed.where}: 没有场景带标签 @{placed.rule.id}"]
    assert re.match(r"rules/.+\.yaml:\d+: ", faults[0])


def test_a_longer_id_does_not_stand_for_a_shorter_one(tmp_path):
    feature = sample(tmp_path, GOOD)
    assert rules_without_scenario({"ORG-14": "rules/a.yaml:1"}, [feature]) != []


def test_async_steps_are_found(tmp_path):
    path = tmp_path / "steps.py"
    path.write_text("def one():\n    pass\n\n\n@given('甲')\nasync def two():\n    pass\n", encoding="utf-8")
    assert async_steps(path) == [f"{path}:6: 步骤函数 two 不能是 async"]
