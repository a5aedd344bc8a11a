"""Which of the known names somebody may have meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

MOST = 6
ALIKE = 0.8


def meant(word: str, known: Iterable[str]) -> list[str]:
    """The names that begin with the word or contain it, else those written much like it; at most a few.

    Args:
        word: what was typed.
        known: the names there are, in the order in which they are told.
    """
    names = list(dict.fromkeys(known))
    if not word:
        return []
    begins = [name for name in names if name.startswith(word)]
    holds = [name for name in names if word in name and name not in begins]
    return (begins + holds or get_close_matches(word, names, n=3, cutoff=ALIKE))[:MOST]


def asked_back(word: str, known: Mapping[str, str]) -> str:
    """`是不是:甲、乙?`, or nothing where no name is like the word.

    Args:
        word: what was typed.
        known: what is told of each name that may have been typed (the same for an id and its title).
    """
    told = dict.fromkeys(known[name] for name in meant(word, known))
    return f"是不是:{'、'.join(told)}?" if told else ""
