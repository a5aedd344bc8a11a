"""The model of a workflow file: one procedure, its stages and its steps.

A step is a legal act, the only kind of transition. What must hold for it stands in the rules, not here; here stand
its shape (from which stage, to which stage, after which other acts) and the facts that it records.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from procedures.checks.base import Declared
from procedures.checks.joined import Check
from procedures.checks.terms import TermField
from procedures.law.facts import Fact, FactType
from procedures.workflow.expectations import Before

Modality = Literal["must", "may"]
Where = dict[str, tuple[str, ...]]


class PresetIf(Declared):
    """Another preset where a condition holds."""

    if_: Check = Field(alias="if")
    value: bool | int | str | tuple[str, ...]


class StepFact(Declared):
    """A fact that a step records.

    Attributes:
        type, label, values: only for a fact that the rules' vocabulary does not know.
        note: the clerk's note: which date, which number.
        optional: may stay open.
        if_: asked only where this holds.
        act: the date of the act itself; filled from it, or fixing it.
        settled: where the case already has a value, this one must be the same; the text says what to do instead.
        preset: what the step asserts by its very name; shown, and open to being stated otherwise.
        preset_if: another preset under a condition.
        deputy: the persons must be deputies in office.
        of: the persons must be among those of the named fact.
        at_most: a number that cannot be exceeded in reality; more is a slip of the pen, not a breach.
    """

    type: FactType | None = None
    label: str | None = None
    values: tuple[str, ...] = ()
    note: str | None = None
    optional: bool = False
    if_: Check | None = Field(default=None, alias="if")
    act: bool = False
    settled: str | None = None
    preset: bool | int | str | tuple[str, ...] | None = None
    preset_if: PresetIf | None = None
    deputy: bool = False
    of: str | None = None
    at_most: TermField | None = None


class SameAs(Declared):
    """A yes/no fact that follows from a choice."""

    fact: str
    value: str


class Derivation(Declared):
    """A fact that the engine works out instead of asking for it. Exactly one way is given.

    Attributes:
        count_of: how many persons the named fact holds.
        done: whether the named step has been recorded in this case.
        copy_of: the value of the named fact.
        same_names: whether two facts name the same persons.
        without: with `same_names`, the fact naming persons who are left out on both sides; the second
            fact may then name nobody yet.
        distinct: how many different persons the fact has named in this step so far; `where` narrows.
        names_of: the persons whom the fact has named in this step so far; `where` narrows.
        most_often: how often the person named most often in the fact appears, counting different `counting`.
        always: a value that the step has by its nature.
        act_date: the date of the act.
        same_as: whether a choice has a value.
    """

    count_of: str | None = None
    done: str | None = None
    copy_of: str | None = Field(default=None, alias="copy")
    same_names: tuple[str, str] | None = None
    without: str | None = None
    distinct: str | None = None
    names_of: str | None = None
    where: Where = {}
    most_often: str | None = None
    counting: str | None = None
    always: bool | int | str | None = None
    act_date: bool = False
    same_as: SameAs | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Derivation:
        ways = (
            self.count_of,
            self.done,
            self.copy_of,
            self.same_names,
            self.distinct,
            self.names_of,
            self.most_often,
            self.always,
            self.act_date or None,
            self.same_as,
        )
        if sum(way is not None for way in ways) != 1:
            raise ValueError("derived 里每个事实要写且只写一种算法")
        return self


class DecisionVote(Declared):
    """Votes for, against, abstentions; passed by the rule that decides on the step."""

    kind: Literal["decision"]
    result: str


class ElectionVote(Declared):
    """Votes for each person (or project); elected by the rules that decide on the step."""

    kind: Literal["election"]
    seats: TermField
    candidates: str
    of_projects: bool = False


class PreselectionVote(Declared):
    """Votes for each person; the list is cut at its size."""

    kind: Literal["preselection"]
    candidates: str
    list_size: TermField


class SurveyVote(Declared):
    """Votes for each of the named counts; nothing is decided, the most frequent answer is named."""

    kind: Literal["survey"]
    options: tuple[str, ...]
    result: str


Vote = Annotated[DecisionVote | ElectionVote | PreselectionVote | SurveyVote, Field(discriminator="kind")]


class Each(Declared):
    """Rules on persons are asked once for each of these persons.

    Attributes:
        group: what the rules call these persons; needed where a step names several groups.
        persons: the fact that names them.
        holders_of: those who hold these offices now.
        listed_in: yes/no facts that say whether the person is named in another fact.
    """

    group: str | None = None
    persons: str | None = None
    holders_of: tuple[str, ...] = ()
    listed_in: dict[str, str] = {}


class Consequence(Declared):
    """What the engine executes as a further entry.

    Attributes:
        seat_presidium: the fact naming the presidium that sits from now on.
        take_office, leave_office: the fact naming those who take or leave the office that the fact `post` names.
        seat: the fact naming those who become deputies.
        end_mandate: the fact naming deputies whose mandate ends; offices that need a mandate end with it.
        suspend, restore: the fact naming deputies who may not, or may again, exercise their mandate.
        where: executed only where this holds.
    """

    seat_presidium: str | None = None
    take_office: str | None = None
    leave_office: str | None = None
    post: str | None = None
    seat: str | None = None
    end_mandate: str | None = None
    suspend: str | None = None
    restore: str | None = None
    where: Check | None = None


class Step(Declared):
    """One legal act.

    Attributes:
        id, title: English id and Chinese title; users type either.
        actor: who acts, a name of actors.yaml.
        from_, to: stages; `to` absent stays, a mapping leads by outcome or by the choice named under `by`.
        modality: must or may; `may_if` makes a must a may where it holds.
        again_if: where this holds, a must that may be repeated is asked for again; numbers of the year are known to it.
        sitting: an act of a body that has to sit; votes are so anyway.
        only_if: the step exists only where this holds.
        repeat: may be recorded more than once.
        after: steps that must have been recorded before.
        waits_for_cases: open cases within this one hold it up.
        clears: facts that the act makes void.
        note: the clerk's note.
        facts, derived, each, vote, then: what it records, works out, asks for each person, counts, executes.
        papers: kinds of papers that the act leaves.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    actor: str
    from_: tuple[str, ...] = Field(alias="from", min_length=1)
    to: str | dict[str, str] | None = None
    modality: Modality
    may_if: Check | None = None
    again_if: Check | None = None
    sitting: bool = False
    only_if: Check | None = None
    repeat: bool = False
    after: tuple[str, ...] = ()
    waits_for_cases: bool = False
    clears: tuple[str, ...] = ()
    note: str | None = None
    facts: dict[str, StepFact] = {}
    derived: dict[str, Derivation] = {}
    each: tuple[Each, ...] = ()
    vote: Vote | None = None
    then: tuple[Consequence, ...] = ()
    papers: tuple[str, ...] = ()

    @field_validator("from_", mode="before", json_schema_input_type=str | tuple[str, ...])
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("each", mode="before", json_schema_input_type=Each | tuple[Each, ...])
    @classmethod
    def _one_group_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _groups_have_names(self) -> Step:
        names = [each.group for each in self.each]
        if len(names) > 1 and (None in names or len(set(names)) < len(names)):
            raise ValueError("each 有几组人时,每组要写 group,名称各不相同")
        return self

    @field_validator("facts", mode="before", json_schema_input_type=dict[str, StepFact | None])
    @classmethod
    def _empty_means_default(cls, value: Any) -> Any:
        return {name: fact or {} for name, fact in value.items()} if isinstance(value, dict) else value

    @property
    def branch(self) -> str | None:
        """The choice that decides where the step leads, or None."""
        return self.to.get("by") if isinstance(self.to, dict) else None

    def destinations(self) -> dict[str | None, str]:
        """Stage by outcome; the key None where there is one outcome only. Empty where the stage stays."""
        if self.to is None:
            return {}
        if isinstance(self.to, str):
            return {None: self.to}
        return {outcome: stage for outcome, stage in self.to.items() if outcome != "by"}


class Count(Declared):
    """How often a step was recorded in a year: a fact for the rules on a year, a number of the year's report, or both.

    Attributes:
        fact: the fact that takes the number; absent for a number that only the report needs.
        step: the step that is counted, by the year of its act.
        where: only acts whose facts have one of these values.
        months: only acts in these months of the year, 1 to 12; absent for all.
        per: "act" counts every act; "month", "quarter", "half_year" count those in which there was one.
        least: the number of the case that has fewest (of several groups, the one that met least), not of all together.
        label: what the number is called in the year's report; absent for one that the report does not show.
        powers: the requirements under which the report shows it.
        by: a choice of the act; the report shows one number for each of its values.
        named: the values of `by` whose cases the report names one by one.
    """

    fact: str | None = None
    step: str
    where: Where = {}
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    per: Literal["act", "month", "quarter", "half_year"] = "act"
    least: bool = False
    label: str | None = None
    powers: tuple[str, ...] = ()
    by: str | None = None
    named: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _used(self) -> Count:
        if self.fact is None and self.label is None:
            raise ValueError("counts 里每一项要写 fact 或者 label")
        if (self.label is None) != (not self.powers):
            raise ValueError("counts 里 label 和 powers 要一起写")
        return self


class Sitting(Declared):
    """When a body sits: only then can it deliberate and vote on what is handled within such a case.

    Attributes:
        actor: whose votes are meant.
        stages: the stages in which it sits.
    """

    actor: str
    stages: tuple[str, ...] = Field(min_length=1)


class Procedure(Declared):
    """One statutory procedure.

    Attributes:
        code, numbering: how cases are numbered: `S19-6` within a term, `J2026-07` within a year.
        powers: the requirements by which the power is given.
        governed_by: the fact whose date picks the law; by default the date of the act.
        number_is: the fact that holds the case's number.
        within: procedures in which a case of this one may run.
        inherits: facts read from the case around it.
        carries_over: where this holds, the case does not hold up the closing of the case around it.
        counts: numbers of a year that follow from the recorded steps.
        before: what must be in order before one of its steps, across cases.
        sits: in which stages whose votes can be taken in the cases within.
    """

    procedure: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    code: str = Field(pattern=r"^[A-Z]+$")
    numbering: Literal["term", "year"]
    powers: tuple[str, ...] = ()
    governed_by: str | None = None
    number_is: str | None = None
    within: tuple[str, ...] = ()
    inherits: tuple[str, ...] = ()
    carries_over: Check | None = None
    counts: tuple[Count, ...] = ()
    before: Before | None = None
    sits: Sitting | None = None
    stages: tuple[str, ...] = Field(min_length=2)
    final: tuple[str, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)

    def step(self, step_id: str) -> Step:
        """The step of that id; it must exist."""
        return next(step for step in self.steps if step.id == step_id)

    def fact(self, step: Step, name: str, vocabulary: dict[str, Fact]) -> Fact:
        """A step's fact with its type, label and values: its own, else the vocabulary's."""
        own = step.facts[name]
        known = vocabulary.get(name)
        if own.type is None:
            if known is None:
                raise ValueError(f"步骤 {step.id} 的事实 {name} 既没有写 type,词汇表里也没有")
            changes = {"label": own.label} if own.label else {}
            return known.model_copy(update=changes) if changes else known
        label = own.label or (known.label if known else name)
        return Fact(name=name, type=own.type, label=label, meaning=own.note or "", values=own.values)

    def labels(self, vocabulary: dict[str, Fact]) -> dict[str, str]:
        """Chinese label of every fact that may appear in a case of this procedure."""
        labels = {name: fact.label for name, fact in vocabulary.items()}
        for step in self.steps:
            for name in step.facts:
                labels[name] = self.fact(step, name, vocabulary).label
        return labels


class Actors(Declared):
    """Who acts, and how it is called on screen."""

    actors: dict[str, str]
