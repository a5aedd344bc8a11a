"""Pictures of a procedure: its stages and the steps that lead from one to another.

Drawn from the workflow, not by a layout program: stages stand in the order of the file, one below the other, and
steps are arrows beside them. Mermaid ids are numbered, because titles may hold any character.
"""

from __future__ import annotations

from html import escape

from procedures.workflow.model import Procedure


def edges(procedure: Procedure) -> list[tuple[str, str, str]]:
    """All moves: from stage, step's title (with its outcome), to stage; moves within a stage are joined."""
    moves: dict[tuple[str, str], list[str]] = {}
    for step in procedure.steps:
        for source in step.from_:
            for outcome, target in (step.destinations() or {None: source}).items():
                word = _OUTCOMES.get(outcome or "", outcome)
                text = f"{step.title}({word})" if outcome else step.title
                moves.setdefault((source, target), []).append(text)
    return [(source, "、".join(dict.fromkeys(titles)), target) for (source, target), titles in moves.items()]


_OUTCOMES = {"passed": "通过", "failed": "未通过", "filled": "选足", "tied": "同票", "short": "缺额"}


def mermaid(procedure: Procedure) -> str:
    """The procedure as a Mermaid state diagram."""
    ids = {stage: f"s{number}" for number, stage in enumerate(procedure.stages)}
    lines = ["stateDiagram-v2", *(f'  state "{_safe(stage)}" as {ids[stage]}' for stage in procedure.stages)]
    lines.append(f"  [*] --> {ids[procedure.stages[0]]}")
    lines += [f"  {ids[a]} --> {ids[b]}: {_safe(text)}" for a, text, b in edges(procedure)]
    lines += [f"  {ids[stage]} --> [*]" for stage in procedure.final]
    return "\n".join(lines)


def _safe(text: str) -> str:
    return text.replace('"', "“").replace(":", ":").replace(";", "；")


ROW, LEFT, BOX, TOP, LINE, LANE = 34, 30, 150, 60, 18, 22


def svg(procedure: Procedure) -> str:
    """The procedure as one SVG picture, black and white, readable when printed on A4."""
    moves = edges(procedure)
    within = {a: text.split("、") for a, text, b in moves if a == b}
    between = [(a, text, b) for a, text, b in moves if a != b]
    place: dict[str, int] = {}
    y = TOP
    for stage in procedure.stages:
        place[stage] = y
        y += max(ROW * 2, LINE * (len(within.get(stage, ())) + 2), _arrivals(stage, between) * ROW + ROW)
    lanes = _lanes(procedure, between)
    total = LEFT + BOX + 40 + LANE * max(lanes.values(), default=1) + 560
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{max(y, TOP + 60 + 24 * len(between))}" font-family="sans-serif">',
        '<defs><marker id="a" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">',
        '<path d="M0,0 L8,4 L0,8 z"/></marker></defs>',
        f'<text x="{LEFT}" y="28" font-size="17">{escape(procedure.title)}</text>',
    ]
    for stage in procedure.stages:
        top = place[stage]
        double = ' stroke-width="3"' if stage in procedure.final else ""
        parts.append(
            f'<rect x="{LEFT}" y="{top}" width="{BOX}" height="30" fill="none" stroke="black"{double}/>'
        )
        parts.append(f'<text x="{LEFT + 10}" y="{top + 20}" font-weight="bold">{escape(stage)}</text>')
        for number, title in enumerate(within.get(stage, ())):
            parts.append(
                f'<text x="{LEFT + 12}" y="{top + 48 + LINE * number}" font-size="12">· {escape(title)}</text>'
            )
    leaving: dict[str, int] = {}
    arriving: dict[str, int] = {}
    right = LEFT + BOX + 190 + LANE * (max(lanes.values(), default=0) + 1)
    for number, (source, text, target) in enumerate(between, start=1):
        lane = LEFT + BOX + 170 + LANE * lanes[(source, target)]
        start = place[source] + 28 - 5 * _next(leaving, source)
        end = place[target] + 4 + 5 * _next(arriving, target)
        path = f"M{LEFT + BOX},{start} H{lane} V{end} H{LEFT + BOX + 2}"
        parts.append(f'<path d="{path}" fill="none" stroke="black" marker-end="url(#a)"/>')
        parts.append(
            f'<text x="{lane + 3}" y="{(start + end) // 2}" font-size="11" font-weight="bold">{number}</text>'
        )
        words = f"{number}  {source} → {target}:{text}"
        parts.append(f'<text x="{right}" y="{TOP + 20 + 24 * number}" font-size="12">{escape(words)}</text>')
    parts.append("</svg>")
    return "\n".join(parts)


def _next(used: dict[str, int], stage: str) -> int:
    """How many arrows already leave from, or come to, a stage."""
    used[stage] = used.get(stage, -1) + 1
    return used[stage]


def _arrivals(stage: str, between: list[tuple[str, str, str]]) -> int:
    return sum(1 for a, _, b in between if stage in {a, b}) // 2


def _lanes(procedure: Procedure, between: list[tuple[str, str, str]]) -> dict[tuple[str, str], int]:
    """A lane for each arrow, so that none lies on another."""
    order = {stage: number for number, stage in enumerate(procedure.stages)}
    spans = sorted({(a, b) for a, _, b in between}, key=lambda ab: abs(order[ab[0]] - order[ab[1]]))
    return {span: number for number, span in enumerate(spans)}
