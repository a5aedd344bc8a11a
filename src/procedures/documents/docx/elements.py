"""Pieces of WordprocessingML that python-docx has no names for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

RED = "FF0000"
_EIGHTHS_PER_MM = Fraction(8 * 72 * 10, 254)

# Children of w:pPr in the order of the schema; Word calls a file with another order broken.
_ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
    "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
]  # fmt: skip


def element(name: str, **attributes: Any) -> Any:
    """A `w:` element.

    Args:
        name: without prefix.
        attributes: without prefix; None leaves one out.
    """
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        if value is not None:
            made.set(qn(f"w:{key}"), str(value))
    return made


def put(properties: Any, child: Any) -> None:
    """Put a child into paragraph properties where the schema wants it; one of its name is replaced."""
    name = child.tag.split("}")[1]
    for old in properties.findall(child.tag):
        properties.remove(old)
    after = {qn(f"w:{other}") for other in _ORDER[_ORDER.index(name) + 1 :]} | {qn("w:rPr"), qn("w:sectPr")}
    for place, other in enumerate(properties):
        if other.tag in after:
            properties.insert(place, child)
            return
    properties.append(child)


def eighths(millimetres: Decimal) -> int:
    """The thickness of a line in eighths of a point, as borders want it."""
    return max(2, round(Fraction(millimetres) * _EIGHTHS_PER_MM))


def border(
    properties: Any, side: str, *, size: int, color: str = "000000", kind: str = "single", space: int = 0
) -> None:
    """A rule at one side of a paragraph.

    Args:
        properties: the paragraph's.
        side: "top" or "bottom".
        size: in eighths of a point.
        color: as RRGGBB.
        kind: "single", "thickThinSmallGap", "thinThickSmallGap".
        space: points between text and rule.
    """
    borders = element("pBdr")
    borders.append(element(side, val=kind, sz=size, space=space, color=color))
    put(properties, borders)


def field(run: Any, instruction: str) -> None:
    """A field such as PAGE in a run."""
    for kind in ("begin", None, "end"):
        if kind is None:
            text = element("instrText")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = f" {instruction} "
            run.append(text)
        else:
            run.append(element("fldChar", fldCharType=kind))
