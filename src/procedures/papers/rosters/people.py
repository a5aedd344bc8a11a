"""Sex, ethnicity and party: words of a closed list, with the short forms staff use."""

from __future__ import annotations

from procedures.calendar.numerals import to_halfwidth
from procedures.papers.rosters.cells import Cell, compact
from procedures.papers.rosters.text import Cleaned, Refusal, changed, plain

_SEX = {"男": "男", "女": "女", "M": "男", "F": "女", "男性": "男", "女性": "女"}

_CONTINUED = {
    **dict.fromkeys(("是", "连任", "√", "连选连任"), "是"),
    **dict.fromkeys(("否", "新任", "×", "新当选", "非连任"), "否"),
}

_PEOPLES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 "
    "德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
ETHNICITIES = frozenset(f"{people}族" for people in _PEOPLES.split())
"""The 56 recognised peoples."""

_PARTIES = {
    "中共党员": ("党员", "中共", "中国共产党", "中国共产党党员", "共产党员", "正式党员", "中共正式党员"),
    "中共预备党员": ("预备党员", "中国共产党预备党员"),
    "共青团员": ("团员", "中国共产主义青年团团员"),
    "群众": ("普通群众",),
    "无党派人士": ("无党派", "无党派民主人士"),
    "民革党员": ("民革", "民革会员", "中国国民党革命委员会"),
    "民盟盟员": ("民盟", "民盟成员", "中国民主同盟"),
    "民建会员": ("民建", "中国民主建国会"),
    "民进会员": ("民进", "中国民主促进会"),
    "农工党党员": ("农工党", "农工民主党", "中国农工民主党"),
    "致公党党员": ("致公党", "中国致公党"),
    "九三学社社员": ("九三学社", "九三"),
    "台盟盟员": ("台盟", "台湾民主自治同盟"),
    "民主党派": (),
}
_PARTY = {short: party for party, shorts in _PARTIES.items() for short in (party, *shorts)}


def sex(cell: Cell) -> Cleaned:
    """Clean a sex: 男, 女, M, F."""
    return _listed(cell, _SEX, "性别只能是男或女")


def ethnicity(cell: Cell) -> Cleaned:
    """Clean an ethnicity: 汉 becomes 汉族; one that is not among the 56 peoples is refused."""
    known = {people: people for people in ETHNICITIES} | {people[:-1]: people for people in ETHNICITIES}
    known["穿青人"] = "穿青人"
    return _listed(cell, known, "不是国家认定的民族名称;请核对")


def party(cell: Cell) -> Cleaned:
    """Clean a party membership: 党员 and 中共 become 中共党员."""
    return _listed(
        cell, _PARTY, "看不出政治面貌;请写中共党员、中共预备党员、共青团员、群众、无党派人士或所属民主党派"
    )


def continued(cell: Cell) -> Cleaned:
    """Clean whether a deputy served in the term before: 是, 否, 连任, 新任, √ and ×."""
    return _listed(cell, _CONTINUED, "看不出是否连任;请写是或否")


def _listed(cell: Cell, known: dict[str, str], refusal: str) -> Cleaned:
    text = plain(cell)
    if isinstance(text, Refusal):
        return text
    if not text:
        return "", None
    value = known.get(to_halfwidth(compact(text)).upper())
    return changed(text, value, "统一写法") if value else Refusal(refusal)
