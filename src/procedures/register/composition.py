"""How the deputies of a congress are made up on a day (结构比例): whole numbers and exact fractions.

Only what the roster says is counted; where it says nothing, the row 未填 says how many. Percentages are for reading:
each is rounded by itself, and where the rounded ones do not come to 100, that is said with the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from procedures.register.people import Deputy

UNSTATED = "未填"
BANDS = (35, 45, 55)
"""Default last years of the age bands; a habit of reports, no rule."""

_LEVELS = {
    "研究生": ("博士", "硕士", "博士研究生", "硕士研究生", "在职研究生"),
    "大学本科": ("本科", "大学", "在职本科", "在职大学", "学士"),
    "大学专科": ("大专", "专科", "在职大专"),
    "高中(中专)": ("高中", "中专", "职高", "技校", "中技", "中师"),
    "初中及以下": ("初中", "小学", "文盲", "初中以下"),
}
_LEVEL = {word: level for level, words in _LEVELS.items() for word in (level, *words)}
_PARTY_MEMBERS = frozenset({"中共党员", "中共预备党员"})
_MAJORITY = "汉族"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the deputies.

    Attributes:
        label: who.
        count: how many.
        of: of how many.
        unstated: of whom the roster does not say; they are not counted, and may belong here.
    """

    label: str
    count: int
    of: int
    unstated: int = 0

    @property
    def fraction(self) -> Fraction:
        """The exact share; 0 of nobody is 0."""
        return Fraction(self.count, self.of) if self.of else Fraction(0)

    @property
    def percent(self) -> str:
        """The share to one decimal, half rounded up, as in "33.3"."""
        tenths = int(self.fraction * 1000 + Fraction(1, 2))
        return f"{tenths // 10}.{tenths % 10}"

    def as_json(self) -> dict[str, Any]:
        """One row; the fraction as text, for JSON has none."""
        return {
            "label": self.label,
            "count": self.count,
            "of": self.of,
            "fraction": f"{self.fraction.numerator}/{self.fraction.denominator}",
            "percent": self.percent,
            "unstated": self.unstated,
        }


@dataclass(frozen=True, slots=True)
class Breakdown:
    """All deputies by one trait; the counts come to their number."""

    title: str
    rows: tuple[Share, ...]

    @property
    def rounded_total(self) -> str:
        """What the rounded percentages come to, as in "99.9"."""
        tenths = sum(int(row.percent.replace(".", "")) for row in self.rows)
        return f"{tenths // 10}.{tenths % 10}"

    @property
    def remark(self) -> str | None:
        """What is to be said of the rounding; None where the percentages come to 100."""
        total = self.rounded_total
        if total == "100.0" or not any(row.count for row in self.rows):
            return None
        return f"各项分别四舍五入,百分比相加为 {total}%;人数相加无误"

    def as_json(self) -> dict[str, Any]:
        """The table."""
        return {"title": self.title, "rows": [row.as_json() for row in self.rows], "remark": self.remark}


@dataclass(frozen=True, slots=True)
class Composition:
    """The make-up on a day.

    Attributes:
        on: the day.
        deputies: deputies in office, suspended ones among them.
        suspended: how many of them are suspended.
        main: the shares that reports name: women, outside the party, ethnic minorities, re-elected.
        tables: by sex, ethnicity, party, age, education, category, re-election.
    """

    on: date
    deputies: int
    suspended: int
    main: tuple[Share, ...]
    tables: tuple[Breakdown, ...]

    def as_json(self) -> dict[str, Any]:
        """The make-up as the command line shows it."""
        return {
            "on": self.on.isoformat(),
            "deputies": self.deputies,
            "suspended": self.suspended,
            "main": [share.as_json() for share in self.main],
            "tables": [table.as_json() for table in self.tables],
        }


def compose(deputies: Sequence[Deputy], on: date, bands: Sequence[int] = BANDS) -> Composition:
    """Count the deputies.

    Args:
        deputies: those in office on the day.
        on: the day; ages are full years on it.
        bands: the last year of each age band but the last, ascending, as in (35, 45, 55).
    """
    tables = (
        _table("性别", deputies, lambda d: _said(d, "sex"), ("男", "女")),
        _table("民族", deputies, lambda d: _said(d, "ethnicity")),
        _table("政治面貌", deputies, lambda d: _said(d, "party")),
        _table("年龄", deputies, lambda d: age_band(_said(d, "born"), on, bands), _band_labels(bands)),
        _table("学历", deputies, _level, tuple(_LEVELS)),
        _table("代表结构", deputies, lambda d: _said(d, "category")),
        _table("连任", deputies, lambda d: _said(d, "continued"), ("是", "否")),
    )
    whole = len(deputies)
    main = (
        _share("妇女代表", deputies, "sex", lambda said: said == "女"),
        _share("非中共党员代表", deputies, "party", lambda said: said not in _PARTY_MEMBERS),
        _share("少数民族代表", deputies, "ethnicity", lambda said: said != _MAJORITY),
        _share("连任代表", deputies, "continued", lambda said: said == "是"),
    )
    return Composition(on, whole, sum(d.suspended for d in deputies), main, tables)


def _share(label: str, deputies: Sequence[Deputy], field: str, wanted: Callable[[str], bool]) -> Share:
    said = [_said(deputy, field) for deputy in deputies]
    return Share(label, sum(wanted(one) for one in said if one), len(said), said.count(""))


def _said(deputy: Deputy, field: str) -> str:
    return str(deputy.details.get(field) or "")


def _table(
    title: str, deputies: Sequence[Deputy], trait: Callable[[Deputy], str], first: Sequence[str] = ()
) -> Breakdown:
    """A table whose rows stand in the given order, others after them by number; 未填 last."""
    counts = Counter(trait(deputy) or UNSTATED for deputy in deputies)
    known = [label for label in first if label in counts]
    others = sorted(set(counts) - set(known) - {UNSTATED}, key=lambda label: (-counts[label], label))
    last = [UNSTATED] if UNSTATED in counts else []
    return Breakdown(
        title, tuple(Share(label, counts[label], len(deputies)) for label in (*known, *others, *last))
    )


def _level(deputy: Deputy) -> str:
    """The level of schooling; a word that is not known stands for itself."""
    said = _said(deputy, "education")
    return _LEVEL.get(said.removesuffix("学历").removesuffix("毕业"), said)


def _band_labels(bands: Sequence[int]) -> tuple[str, ...]:
    starts = [None, *(year + 1 for year in bands)]
    labels = [
        f"{last} 岁以下" if start is None else f"{start} 至 {last} 岁"
        for start, last in zip(starts, bands, strict=False)
    ]
    return (*labels, f"{starts[-1]} 岁以上" if bands else "各年龄")


def age_band(born: str, on: date, bands: Sequence[int]) -> str:
    """The band in which somebody is on a day; said to be open where the month alone does not decide.

    Args:
        born: "1968-07", "1968-07-03", or "" where it is not known.
        on: the day.
        bands: as of `compose`.

    Returns:
        The band's label, "" for an unknown birth, or a label that says between which bands it is open.
    """
    if not born:
        return ""
    labels = _band_labels(bands)
    parts = [int(part) for part in born.split("-")]
    oldest = on.year - parts[0] - ((on.month, on.day) < (parts[1], parts[2] if len(parts) > 2 else 1))
    youngest = on.year - parts[0] - ((on.month, on.day) < (parts[1], parts[2] if len(parts) > 2 else 31))
    found = [labels[sum(age > last for last in bands)] for age in (youngest, oldest)]
    return found[0] if found[0] == found[1] else f"缺出生日,{found[0]}或{found[1]}"
