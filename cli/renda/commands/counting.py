"""`renda tally|numbers|ask|date`: numbers, powers and days, without any record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from procedures.errors import BadInput
from renda.app import facts_given
from renda.output import COLUMNS, chinese, pad, say, width
from renda.provinces import province as known_province

if TYPE_CHECKING:
    from renda.app import App


@click.command()
@click.option("--officer", "kind", flag_value="officer", default="officer", help="选举领导人员(默认)。")
@click.option("--deputy", "kind", flag_value="deputy", help="选举代表。")
@click.option("--further", "kind", flag_value="further", help="代表的另行选举。")
@click.option("--seats", type=click.IntRange(1), required=True, metavar="名额", help="应选名额。")
@click.option(
    "--base",
    type=click.IntRange(1),
    required=True,
    metavar="人数",
    help="领导人员填全体代表;代表填参加投票的选民数;另行选举填收回的选票数。",
)
@click.argument("votes", metavar="姓名=票数...", nargs=-1, required=True)
@click.option("--on", metavar="日期", help="按哪一天的法律,默认今天。")
@click.pass_obj
def tally(app: App, kind: str, seats: int, base: int, votes: tuple[str, ...], on: str | None) -> int:
    """由得票得出当选、同票、缺额。

    例:renda tally --officer --seats 3 --base 72 甲=58 乙=41 丙=37 丁=37 戊=20
    """
    from procedures.compliance.pocket import tally_votes
    from procedures.law.facts import Fact, read_value

    counted = {
        name: int(
            str(read_value(Fact(name="votes", type="count", label=f"{name}的票数"), number, today=app.day))
        )
        for name, number in facts_given(votes).items()
    }
    for name, number in counted.items():
        if number > base:
            raise BadInput(
                f"{name}得 {number} 票,多于 --base 的 {base}。", where=name, remedy="请核对计票单和 --base。"
            )
    told = tally_votes(app.book, app.shelf, kind, counted, seats=seats, base=base, on=app.on(on))

    def text() -> list[str]:
        named = ",".join(f"{name} {counted[name]}" for name in told["elected"]) or "无人"
        lines = [f"当选(至少 {told['needed']} 票):{named}"]
        if told["tied"]:
            left = seats - len(told["elected"])
            lines.append(
                f"{'、'.join(told['tied'])}同为 {counted[told['tied'][0]]} 票,名额只剩 {left} 名:就这几人再次投票,以得票多的当选。"
            )
        if told["vacant"]:
            lines.append(f"缺额 {told['vacant']} 名:另行选举。")
        lines.append(f"依据:{'、'.join(told['citations'])}")
        return lines

    say(app, told, text)
    return 0


@click.command()
@click.option("--deputies", type=click.IntRange(1), metavar="人数", help="全体代表人数;不写就取名册。")
@click.option("--province", metavar="省", callback=known_province, help="连同哪个省的规定。")
@click.option("--on", metavar="日期", help="按哪一天的法律,默认今天。")
@click.pass_obj
def numbers(app: App, deputies: int | None, province: str | None, on: str | None) -> int:
    """本届人大的各项法定数,每个数都有依据(可打印随身带)。"""
    from procedures.compliance.pocket import pocket_card

    day = app.on(on)
    if deputies is None:
        register = app.engine.record.register
        deputies = len(register.deputies(day))
        province = province or register.congress.province
        if not deputies:
            raise BadInput(
                "名册里还没有代表。",
                where="--deputies",
                remedy="写 --deputies 人数,或先导入名册:renda roster import",
            )
    rows = pocket_card(app.book, deputies, province, day)
    value = {"deputies": deputies, "province": province, "on": day.isoformat(), "numbers": rows}

    columns = min(max((width(str(row["what"])) for row in rows), default=0), COLUMNS - 20)

    def text() -> list[str]:
        lines = [f"全体代表 {deputies} 名    {chinese(day)}"]
        lines += [line for row in rows for line in _card(row, columns)]
        cautions = dict.fromkeys(row["caution"] for row in rows if row["caution"])
        return lines + [f"  注意  {caution}" for caution in cautions]

    say(app, value, text)
    return 0


def _card(row: dict[str, Any], columns: int) -> list[str]:
    """A number in two lines of a card: what it is for, and where it stands."""
    basis = f"{row['citation']}    {row['rule']}"
    if width(row["what"]) > columns:
        return [f"  {row['what']}", f"      {row['number']}    {basis}"]
    return [f"  {pad(row['what'], columns)}  {row['number']}", f"      {basis}"]


@click.command()
@click.argument("who", metavar="谁")
@click.argument("what", metavar="办什么")
@click.option("--on", metavar="日期", help="按哪一天的法律,默认今天。")
@click.option("--province", metavar="省", callback=known_province, help="连同哪个省的规定。")
@click.pass_obj
def ask(app: App, who: str, what: str, on: str | None, province: str | None) -> int:
    """谁有权办什么,例:renda ask 主席团 批准预算"""
    from procedures.compliance.powers import ask_power

    answer = ask_power(app.book, app.shelf, who, what, app.on(on), province)

    def text() -> list[str]:
        lines = []
        for row in answer["answers"]:
            sign = "√" if row["may"] else "×"
            lines.append(
                f"{sign} {row['matter']}:{who}{'可以' if row['may'] else '不可以'};由{row['by']}办。"
            )
            lines.append(f"  依据:{row['citation']}    规则 {row['rule']}")
            if not row["may"]:
                lines.append(f"  怎么办:{row['remedy']}")
        return lines

    say(app, answer, text)
    return 0 if answer["may"] else 1


@click.command("date", context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="起算日 期间", nargs=-1, required=True)
@click.pass_obj
def date_(app: App, words: tuple[str, ...]) -> int:
    """推算日期,并写明怎样数的,例:renda date 2026-03-10 +3月;renda date 2026-12-15 -20日"""
    from procedures.calendar.dates import weekday_name
    from procedures.calendar.periods import parse_period

    if len(words) == 1:
        day = app.day_of(words[0], "日期")
        value: dict[str, Any] = {"start": day.isoformat(), "date": day.isoformat(), "how": []}
        say(app, value, lambda: [f"{chinese(day)}(星期{weekday_name(day)[-1]})"])
        return 0
    if len(words) != 2:
        raise BadInput("要写一个起算日和一个期间。", where="期间", remedy="例如 renda date 2026-03-10 +3月")
    start = app.day_of(words[0], "起算日")
    shift = parse_period(words[1], where="期间")
    end = shift.apply(start)
    how = shift.explain(start)
    value = {"start": start.isoformat(), "period": words[1], "date": end.isoformat(), "how": how}
    say(app, value, lambda: [f"{chinese(end)}({weekday_name(end)})", *(f"  {line}" for line in how)])
    return 0
