"""The cleaning of every field, one function each: a value and what was changed, or a refusal."""

from __future__ import annotations

from procedures.papers.rosters.dates import born, past_day
from procedures.papers.rosters.names import marks, name
from procedures.papers.rosters.numbers import id_number, mask_digits, mask_id, phone
from procedures.papers.rosters.people import continued, ethnicity, party, sex
from procedures.papers.rosters.text import Cleaned, Refusal, free

__all__ = [
    "Cleaned",
    "Refusal",
    "born",
    "continued",
    "ethnicity",
    "free",
    "id_number",
    "marks",
    "mask_digits",
    "mask_id",
    "name",
    "party",
    "past_day",
    "phone",
    "sex",
]
