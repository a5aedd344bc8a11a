"""A missing value stays missing whatever is done with it, and is told; unknown names are errors."""

import pytest
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from procedures.papers.making.missing import Missing, Want, Wants

MARK = "【待填:到会代表】"


@pytest.fixture
def wants():
    return Wants()


def rendered(template, wants):
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    want = Want("到会代表", "开幕", "renda do S20-1 开幕 到会代表=…")
    return environment.from_string(template).render(到会代表=Missing(want, wants))


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("到会{{ 到会代表 }}名", f"到会{MARK}名"),
        ("{{ 到会代表 + 1 }}", MARK),
        ("{{ 72 - 到会代表 }}", MARK),
        ("{{ 到会代表 * 2 // 3 / 1 }}", MARK),
        ("{{ 到会代表.姓名 }}{{ 到会代表['姓名'] }}", MARK * 2),
        ("{% for 一名 in 到会代表 %}[{{ 一名 }}]{% endfor %}", f"[{MARK}]"),
        ("{{ '够' if 到会代表 >= 48 else '不够' }}", "不够"),
        ("{{ '够' if 到会代表 < 48 else '不够' }}", "不够"),
        ("{{ '有' if 到会代表 else '无' }}", "无"),
        ("{{ 1 if 到会代表 == 48 else 2 }}{{ 1 if 到会代表 != 48 else 2 }}", "21"),
        ("{{ 到会代表|length }}", "0"),
    ],
)
def test_what_is_done_with_it_is_marked_and_told(wants, template, text):
    assert rendered(template, wants) == text
    assert [want.name for want in wants.found.values()] == ["到会代表"]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ '有' if 到会代表 is defined else '空着' }}", "空着"),
        ("{{ 到会代表|default('另填') }}", "另填"),
    ],
)
def test_a_text_that_has_thought_of_it_is_not_told(wants, template, text):
    assert rendered(template, wants) == text
    assert wants.found == {}


def test_each_is_told_once_with_the_step(wants):
    rendered("{{ 到会代表 }}{{ 到会代表 }}", wants)
    (want,) = wants.found.values()
    assert want.as_json() == {
        "name": "到会代表",
        "step": "开幕",
        "command": "renda do S20-1 开幕 到会代表=…",
        "example": None,
    }
