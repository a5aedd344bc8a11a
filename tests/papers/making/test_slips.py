"""What is wrong in a template is said in Chinese, whatever language Jinja speaks."""

import pytest
from jinja2 import TemplateSyntaxError

from procedures.papers.making.expressions import slip
from procedures.papers.making.filters import FILTERS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% if 甲 %}", "到末尾还缺一个结尾,如 endif、endfor"),
        ("{% 如果 甲 %}", "没有“如果”这样的语句,或者它的开头、结尾没有配对"),
        ("{% endif %}", "没有“endif”这样的语句,或者它的开头、结尾没有配对"),
        ("{{ 甲|没有 }}", "没有“没有”这种改写"),
        ("{{ 甲 乙 }}", "“乙”处多了或者少了符号"),
        ("{{ 甲 }", "“}”处多了或者少了符号"),
    ],
)
def test_slips_are_told_in_chinese(text, words):
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment()
    environment.filters.update(FILTERS)
    with pytest.raises(TemplateSyntaxError) as problem:
        environment.from_string(text)
    assert slip(problem.value) == words


def test_what_is_not_known_is_passed_on():
    assert slip(ValueError("something else")) == "something else"
