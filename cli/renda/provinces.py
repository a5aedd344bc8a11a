"""The provinces: an option that takes the short name or the full one, and refuses what is none."""

from __future__ import annotations

import click

from procedures.errors import BadInput

PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建",
    "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏",
    "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip
_ENDINGS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")


def short_province(text: str, where: str = "--province") -> str:
    """The short name: 浙江省 is 浙江.

    Raises:
        BadInput: where there is no such province; without its local rules an answer would be wrong unseen.
    """
    cleaned = text.strip()
    for ending in _ENDINGS:
        if cleaned.endswith(ending) and len(cleaned) > len(ending) + 1:
            cleaned = cleaned.removesuffix(ending)
            break
    if cleaned not in PROVINCES:
        raise BadInput(f"没有“{text}”这个省级行政区。", where=where, remedy=f"可填:{'、'.join(PROVINCES)}。")
    return cleaned


def province(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    """For an option: its short name, or None where it was not given."""
    return None if given is None else short_province(given)
