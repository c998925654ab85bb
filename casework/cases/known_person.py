"""From the form of a new case to a note, where its person turned out to be known."""

from collections.abc import Mapping, Sequence

from casework.cases.forms.facts import CaseForm

OF_PERSON = ("pseudonym", "person_name", "phone", "pesel")


def note_of(typed: CaseForm) -> tuple[str, Sequence[Mapping[str, str]]]:
    """The note's text with all that was typed, and what of it is about the person: that belongs
    into the case, for whoever may read it there, and into no note.
    """
    said = typed.in_words()
    of_person = [said.pop(name) for name in OF_PERSON if name in said]
    summary = said.pop("summary", {"value": ""})["value"]
    more = "\n".join(f"{one['key']}: {one['value']}" for one in said.values())
    return "\n\n".join(filter(None, (summary, more))), of_person
