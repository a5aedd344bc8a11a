"""A document as one HTML file: printable on A4, without network, readable on an old browser."""

from __future__ import annotations

from functools import singledispatch
from html import escape

from procedures.documents.model import (
    Annexes,
    Block,
    Document,
    Drawing,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    RedHead,
    Run,
    Signature,
    Table,
    Text,
    Title,
    marked,
)

_STYLE = """\
@page { size: A4 SHAPE; margin: 18mm 16mm; }
body { font-family: "Songti SC", SimSun, "Noto Serif CJK SC", serif; font-size: SIZE; line-height: LINES;
  max-width: WIDTH; margin: 0 auto; padding: 1em; color: #000; background: #fff; }
h1 { font-size: 1.5em; text-align: center; margin: .6em 0; font-weight: bold; }
h2, h3, h4, h5 { font-size: 1em; margin: .8em 0 .2em; font-weight: bold; }
p { margin: .15em 0; } p.indent { text-indent: 2em; } p.note, .center { text-align: center; }
.right { text-align: right; }
table { border-collapse: collapse; width: 100%; margin: .4em 0; } caption { text-align: left; font-weight: bold; }
th, td { border: 1px solid #000; padding: .15em .4em; text-align: left; vertical-align: top; }
thead { display: table-header-group; } tr { page-break-inside: avoid; }
.organ { color: #c00; font-size: 2em; text-align: center; letter-spacing: .1em; }
.number { text-align: center; border-bottom: 2px solid #c00; padding-bottom: .3em; margin-bottom: 1em; }
.blank { display: inline-block; min-width: 4em; border-bottom: 1px solid #000; }
mark { background: #fff; border: 1px dashed #000; font-weight: bold; }
.break { page-break-after: always; } svg { max-width: 100%; height: auto; }
.imprint { border-top: 2px solid #000; border-bottom: 2px solid #000; margin-top: 2em; }
@media print { body { padding: 0; max-width: none; } }
"""


def html(document: Document) -> str:
    """The document as one HTML file with its style inside.

    Args:
        document: all of it.
    """
    close = document.family in {"report", "form"}
    style = (
        _STYLE.replace("SHAPE", "landscape" if document.landscape else "portrait")
        .replace("SIZE", "10.5pt" if close else "14pt")
        .replace("LINES", "1.45" if close else "1.8")
        .replace("WIDTH", "265mm" if document.landscape else "180mm")
    )
    body = "\n".join(_block(block) for block in document.blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(document.name)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


@singledispatch
def _block(block: Block) -> str:
    """One block; every kind registers its own way below."""
    raise TypeError(type(block))


@_block.register
def _(block: RedHead) -> str:
    right = f"　　签发人：{escape(block.signer)}" if block.signer else ""
    number = f'<p class="number">{escape(block.number or "")}{right}</p>'
    return f'<p class="organ">{escape(block.organ)}</p>\n{number}'


@_block.register
def _(block: Title) -> str:
    note = f'\n<p class="note">（{_text(marked(block.note))}）</p>' if block.note else ""
    return f"<h1>{_text(marked(block.text))}</h1>{note}"


@_block.register
def _(block: Heading) -> str:
    level = block.level + 1
    return f"<h{level}>{_text(marked(block.text))}</h{level}>"


@_block.register
def _(block: Paragraph) -> str:
    classes = ["indent"] if block.indent else []
    classes += [block.align] if block.align != "left" else []
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f"<p{named}>{_text(block.runs)}</p>"


@_block.register
def _(block: Signature) -> str:
    by, on = (_text(marked(words)) for words in (block.by, block.on))
    return f'<p class="right">{by}</p>\n<p class="right">{on}</p>'


@_block.register
def _(block: Annexes) -> str:
    lines = [f"{place}. {escape(name)}" for place, name in enumerate(block.names, 1)]
    return f'<p class="indent">附件：{"<br>".join(lines)}</p>'


@_block.register
def _(block: Imprint) -> str:
    copies = f"<p>抄送：{escape(block.copies)}。</p>" if block.copies else ""
    printed = f"<p>{escape(block.printed_by)}　　{escape(block.printed_on)}印发</p>"
    return f'<div class="imprint">{copies}{printed}</div>'


@_block.register
def _(_: PageBreak) -> str:
    return '<div class="break"></div>'


@_block.register
def _(block: Drawing) -> str:
    return f'<figure role="img" aria-label="{escape(block.described)}">{block.svg}</figure>'


def _text(runs: Text) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    words = escape(run.text)
    if run.missing:
        return f"<mark>【待填:{words}】</mark>"
    if run.blank:
        return f'<span class="blank">{words}&nbsp;</span>'
    return f"<b>{words}</b>" if run.bold else words


@_block.register
def _(table: Table) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * w // total}%">' for w in table.widths)
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.head)
    height = f' style="height:{table.row_mm}mm"' if table.row_mm else ""
    rows = "\n".join(
        f"<tr{height}>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in table.rows
    )
    return (
        f"<table>{caption}{f'<colgroup>{columns}</colgroup>' if columns else ''}"
        f"{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>\n{rows}\n</tbody></table>"
    )
