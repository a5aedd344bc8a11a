"""Dates as a calendar file (.ics): whole-day events with alarms, the same bytes for the same content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class WholeDay:
    """One event of a whole day.

    Attributes:
        key: what it is about, the same each time it is written: a calendar that holds it already replaces it.
        day: which day.
        summary: one line.
        lines: what else is to be said.
    """

    key: str
    day: date
    summary: str
    lines: tuple[str, ...] = ()


def ics(name: str, events: Iterable[WholeDay], alarms: Iterable[int], stamp: date) -> bytes:
    """The events as the bytes of an .ics file (RFC 5545: CRLF, folded lines).

    Args:
        name: what the calendar is called.
        events: in the order in which they are written.
        alarms: days before each event on which it reminds.
        stamp: the day on which the content was worked out; never the clock, so that equal content is equal bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//renda//township congress procedures//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    before = tuple(alarms)
    for event in events:
        calendar.add_component(_event(event, before, stamp))
    content: bytes = calendar.to_ical()
    return content


def _event(event: WholeDay, alarms: tuple[int, ...], stamp: date) -> Event:
    made = Event()
    made.add("uid", f"{hashlib.sha256(event.key.encode()).hexdigest()[:32]}@renda")
    made.add("dtstamp", datetime.combine(stamp, time(), UTC))
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", event.summary)
    made.add("description", "\n".join(event.lines))
    made.add("transp", "TRANSPARENT")
    for days in alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{event.summary}(还有 {days} 日)")
        alarm.add("trigger", timedelta(days=-days))
        made.add_component(alarm)
    return made
