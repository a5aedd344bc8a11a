"""The codes: what each is called, how grave it is, on what it rests, what is said and proposed; and the phrases.

They are read from `papers/checking/*.yaml` of the library; a county adds its own files in a folder of its own. A code
that is declared again in a later folder adds its phrases to the first; its texts stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator, model_validator

from procedures.checks.base import Declared
from procedures.errors import LibraryError, UnknownName
from procedures.library.places import Places
from procedures.library.reading import Document, read_as
from procedures.papers.checking.finding import Severity

GUIDE = "docs/paper-checks.md"
_CODE = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


def compiled(value: str | None) -> re.Pattern[str] | None:
    """A regular expression of a file.

    Raises:
        ValueError: it is none.
    """
    if value is None:
        return None
    try:
        return re.compile(value)
    except re.error as problem:
        raise ValueError(f"正则表达式“{value}”有误:{problem}") from problem


class Phrase(Declared):
    """Words that should not stand in a paper.

    Attributes:
        find: regular expressions, tried on text whose digits, letters and signs are in half width.
        near: what the sentence must hold besides.
        unless: what the sentence must not hold.
        before, after: what must not stand directly before or after the words.
        where: everywhere, only in the title, or only in the head (title, number, note below it).
        kinds, not_kinds: only in papers of these kinds; not in those.
        since: from which day on the words no longer fit; a paper of an earlier day, and a sentence that names an
            earlier year, are left alone.
        only_dated: only where the paper itself says of which day it is.
        doubtful: a warning, whatever the code says.
        quoted: also within words quoted from a statute.
        message, proposal: instead of the code's own.
    """

    find: tuple[str, ...] = Field(min_length=1)
    near: str | None = None
    unless: str | None = None
    before: str | None = None
    after: str | None = None
    where: Literal["any", "title", "head"] = "any"
    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    since: date | None = None
    doubtful: bool = False
    quoted: bool = False
    message: str | None = None
    proposal: str | None = None

    @field_validator("find", mode="before", json_schema_input_type=str | tuple[str, ...])
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("find")
    @classmethod
    def _patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            found = compiled(pattern)
            if found is not None and found.match(""):
                raise ValueError(f"“{pattern}”连空文字也能匹配")
        return value

    @field_validator("near", "unless", "before", "after")
    @classmethod
    def _pattern(cls, value: str | None) -> str | None:
        compiled(value)
        return value


class Code(Declared):
    """One kind of slip.

    Attributes:
        code: its stable name.
        title: what it is called.
        severity: error or warning.
        message: what is wrong; `{words}` are the words found, other names are filled by the check.
        proposal: what to write or do instead.
        citation: the convention it rests on; absent where `rule` gives the article.
        rule: id of the rule of law it rests on: the article is read from there, for the paper's day.
        once: of several places in one paragraph only the first is told, with how many there are.
        phrases: words that bring it about; empty where a check of the program does.
    """

    code: str = Field(pattern=_CODE)
    title: str | None = None
    severity: Severity | None = None
    message: str | None = None
    proposal: str | None = None
    citation: str | None = None
    rule: str | None = None
    once: bool = False
    phrases: tuple[Phrase, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it has all its texts, so that it may stand alone."""
        return None not in {self.title, self.severity, self.message, self.proposal} and bool(
            self.citation or self.rule
        )

    @model_validator(mode="after")
    def _something(self) -> Code:
        if not self.whole and not self.phrases:
            raise ValueError(
                "要么写全 title、severity、message、proposal 和 citation(或 rule),要么写 phrases"
            )
        return self


class CodeFile(Declared):
    """A file of codes."""

    codes: tuple[Code, ...] = Field(min_length=1)


class Catalogue:
    """Every code that is declared, and the phrases in the order of the files.

    Args:
        places: where the library lies.
    """

    def __init__(self, places: Places) -> None:
        self._places = places

    @cached_property
    def codes(self) -> dict[str, Code]:
        """Codes by name.

        Raises:
            LibraryError: one is declared twice in full, or never in full.
        """
        codes: dict[str, Code] = {}
        loose: list[tuple[Code, str]] = []
        for path in self._places.files("papers", "checking/*.yaml"):
            if path.stem in OTHER_FILES:
                continue
            document = Document(path)
            for nth, code in enumerate(read_as(document, CodeFile, GUIDE).codes):
                where = document.where(("codes", nth))
                if not code.whole:
                    loose.append((code, where))
                elif code.code in codes:
                    raise LibraryError(
                        f"代号 {code.code} 定义了两次。",
                        where=where,
                        remedy="只加词句的,只写 code 和 phrases。",
                    )
                else:
                    codes[code.code] = code
        for code, where in loose:
            if code.code not in codes:
                raise LibraryError(
                    f"代号 {code.code} 没有说明。",
                    where=where,
                    remedy="请写全 title、severity、message、proposal、citation。",
                )
            known = codes[code.code]
            codes[code.code] = known.model_copy(update={"phrases": known.phrases + code.phrases})
        return codes

    def code(self, name: str) -> Code:
        """The code of that name.

        Raises:
            UnknownName: where the library has lost it.
        """
        if name not in self.codes:
            raise UnknownName(
                f"没有代号 {name} 的说明。", where=name, remedy="请核对 papers/checking 文件夹。"
            )
        return self.codes[name]


OTHER_FILES = frozenset({"kinds", "counts", "articles", "record"})


def read_all(places: Places, stem: str, model: type[Declared]) -> Iterable[tuple[Declared, Document]]:
    """Every file of that name in the library's folders, read as the model."""
    for path in places.files("papers", f"checking/{stem}.yaml"):
        document = Document(path)
        yield read_as(document, model, GUIDE), document
