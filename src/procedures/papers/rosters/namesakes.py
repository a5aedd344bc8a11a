"""The same name twice, and numbers that contradict what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from procedures.papers.rosters.dates import shown
from procedures.papers.rosters.report import Note, Person


@dataclass
class Namesakes:
    """The people of a roster so far, by name and by identity number."""

    by_name: dict[str, list[Person]] = field(default_factory=dict)
    by_id: dict[str, Person] = field(default_factory=dict)

    def clash(self, person: Person) -> str | None:
        """Why a person cannot stand beside those before him; None when he can.

        Two of one name are kept when their months of birth differ, or both have identity numbers and these
        differ.
        """
        same = self.by_id.get(person.id_number) if person.id_number else None
        if same:
            return f"与第{same.row}行“{same.name}”的身份证号相同;请核对"
        for other in self.by_name.get(person.name, ()):
            if person.id_number and other.id_number:
                continue
            if not (person.born and other.born):
                return f"与第{other.row}行同名“{person.name}”,缺出生年月,分不清是否同一人"
            if person.born[:7] == other.born[:7]:
                return f"与第{other.row}行同名“{person.name}”,出生年月也相同;是否同一人?"
        return None

    def add(self, person: Person) -> list[Note]:
        """Take a person in; a note when the name is there already."""
        others = self.by_name.setdefault(person.name, [])
        notes = []
        if others:
            rows = "、".join(f"第{other.row}行" for other in others)
            apart = any(other.born[:7] == person.born[:7] for other in others)
            mark = "籍贯或选区" if apart or not person.born else f"出生年月({shown(person.born[:7])})"
            message = f"与{rows}同名,都已收;名单、选票上须加注{mark}以便区分"
            notes.append(Note(person.row, "", person.name, message))
        others.append(person)
        if person.id_number:
            self.by_id[person.id_number] = person
        return notes


def contradictions(person: Person) -> list[Note]:
    """Where the identity number says otherwise than the month of birth or the sex; which is right is not judged."""
    number = person.id_number
    if not number:
        return []
    notes = []
    said = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    if person.born and not said.startswith(person.born):
        notes.append(
            Note(person.row, "", shown(person.born), f"出生年月与身份证号上的{shown(said)}不一致;请核对")
        )
    sex = "男" if int(number[16]) % 2 else "女"
    if person.sex and person.sex != sex:
        notes.append(Note(person.row, "", person.sex, f"性别与身份证号上的{sex}不一致;请核对"))
    return notes
