"""Chinese numerals and integers, as papers and rosters write them.

Full-width digits and letters are normalised one by one. NFKC is never used: it would turn the Chinese
comma, colon and brackets of a paper into ASCII.
"""

from __future__ import annotations

import re

from procedures.errors import BadInput

# U+25CB is a geometric circle, but many input methods and older papers use it for zero; U+3007 is the right one.
ZEROS = "〇零○"
DIGITS = "零一二三四五六七八九"

# 0-9 and the two blocks of letters lie at a fixed distance from ASCII; the ideographic space does not.
_FULL_WIDTH = {
    **{
        code: code - 0xFEE0
        for block in ("０９", "ＡＺ", "ａｚ")
        for code in range(ord(block[0]), ord(block[1]) + 1)
    },
    0x3000: 0x20,
}
_READ_AS = str.maketrans(
    {
        **dict.fromkeys(ZEROS, "零"),
        **dict(zip("壹贰叁肆伍陆柒捌玖", DIGITS[1:], strict=True)),
        "两": "二",
        "拾": "十",
        "佰": "百",
        "仟": "千",
        "廿": "二十",
        "卅": "三十",
        "卌": "四十",
    }
)
_POSITIONAL = re.compile(f"[{DIGITS}]+")
_STRUCTURED = re.compile(
    r"(?:(?P<thousands>[一二三四五六七八九])千)?"
    r"(?:(?P<hundreds>[一二三四五六七八九])百)?"
    r"(?:(?P<zero>零)?(?P<tens>[一二三四五六七八九])?(?P<ten>十))?"
    r"(?:(?P<skipped>零)?(?P<ones>[一二三四五六七八九]))?"
)
# Longer figures are typing slips; Python itself refuses to read more than 4,300 digits.
_LONGEST = 12


def to_halfwidth(text: str) -> str:
    """Full-width digits, Latin letters and the ideographic space as ASCII; everything else as it is.

    Args:
        text: any text; Chinese punctuation in it stays Chinese.

    Returns:
        The text, of the same length.
    """
    return text.translate(_FULL_WIDTH)


def read_number(text: str, *, where: str | None = None) -> int:
    """Read a whole number from 0 upwards.

    Args:
        text: "21", "２１", "二十一", "廿一", "贰拾壹", "二〇二六", "一千零五", "两百".
        where: file and line, cell, option or fact, for the error.

    Returns:
        The number.

    Raises:
        BadInput: the text is no number, or can be read in two ways ("一百五" is 105 to some, 150 to others).
    """
    plain = to_halfwidth(text).strip()
    if len(plain) <= _LONGEST:
        if re.fullmatch("[0-9]+", plain):
            return int(plain)
        number = _read_chinese(plain.translate(_READ_AS))
        if number is not None:
            return number
    raise BadInput(
        f"“{shown(text)}”不是可以识别的整数。",
        where=where,
        remedy="请写成阿拉伯数字(如 21)或规范的中文数字(如 二十一、一百零五)。",
    )


def chinese_number(number: int) -> str:
    """Write a number as Chinese papers do: 19 is 十九, 105 is 一百零五.

    Args:
        number: from 0 to 9999.

    Returns:
        The numeral.

    Raises:
        BadInput: the number is outside 0 to 9999.
    """
    if not 0 <= number <= 9999:
        raise BadInput(f"{number} 超出中文数字的范围(0 至 9999)。", remedy="请改用阿拉伯数字。")
    if number == 0:
        return DIGITS[0]
    written = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            written += DIGITS[digit] + unit
        elif written and not written.endswith("零"):
            written += "零"  # one 零 for a gap of any width, and none at the end
    written = written.rstrip("零")
    return written[1:] if written.startswith("一十") else written


def shown(text: str, longest: int = 40) -> str:
    """A typed value as an error repeats it: a whole page pasted by mistake is cut."""
    return text if len(text) <= longest else text[:longest] + "…"


def _read_chinese(plain: str) -> int | None:
    """The number that normalised Chinese characters stand for, or None."""
    if _POSITIONAL.fullmatch(plain):
        return int("".join(str(DIGITS.index(digit)) for digit in plain))
    match = _STRUCTURED.fullmatch(plain)
    if match is None or not plain:
        return None
    part = {name: DIGITS.index(digit) for name, digit in match.groupdict().items() if digit and digit != "十"}
    thousands, hundreds, tens, ones = (
        part.get(name, 0) for name in ("thousands", "hundreds", "tens", "ones")
    )
    ten = match["ten"] is not None
    # 零 stands for missing places, and only for them: so 一百五, 零二十 and 二十零五 are refused, not guessed.
    wanted = {
        "zero": ten and not hundreds and thousands > 0,
        "skipped": ones > 0 and not ten,  # a digit alone was read above
    }
    if any((name in part) != needed for name, needed in wanted.items()):
        return None
    if ten and not tens:
        if thousands or hundreds:
            return None  # within a larger number the tens are spelt out: 一百一十
        tens = 1
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones
