"""Keeps what a person told beside their words: whom it is about, needs, how to be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.intake.actions.rows import locked
from casework.intake.answers import About, NotSaid
from casework.intake.chat import hints
from casework.intake.models import Conversation, NeedTold, SafeContact
from casework.intake.safe_contact import SafeContactFacts, said
from casework.partners.models import Need
from ostoja.accounts.models import User
from ostoja.audit import action, record


@dataclass(frozen=True, slots=True)
class Told:
    """What was told beside the words; what is empty was not, and changes nothing."""

    is_minor: bool | None = None
    about: About | str = ""
    needs: Sequence[Need] = ()
    no_needs: NotSaid | str = ""
    safe_contact: SafeContactFacts | None = None

    def on_the_row(self, conversation: Conversation) -> dict[str, Any]:
        """What the row itself holds once this is kept."""
        about_needs = bool(self.needs or self.no_needs)
        no_needs = "" if self.needs else self.no_needs
        return {
            "is_minor": conversation.is_minor if self.is_minor is None else self.is_minor,
            "about": self.about or conversation.about,
            "no_needs": no_needs if about_needs else conversation.no_needs,
        }

    def put_on(self, conversation: Conversation) -> None:
        """Onto the row itself; the caller saves it."""
        for name, value in self.on_the_row(conversation).items():
            setattr(conversation, name, value)

    def put_beside(self, conversation: Conversation) -> None:
        """Into the tables beside it. A new list of needs takes the place of the former."""
        if self.needs or self.no_needs:
            conversation.needs.all().delete()
            told = [NeedTold(conversation=conversation, need=need) for need in self.needs]
            NeedTold.objects.bulk_create(told)
        if self.safe_contact and said(self.safe_contact):
            SafeContact.objects.update_or_create(
                conversation=conversation, defaults={**self.safe_contact}
            )

    def differs_from(self, conversation: Conversation) -> bool:
        """Whether anything of it is not kept yet."""
        row = self.on_the_row(conversation).items()
        if any(getattr(conversation, name) != value for name, value in row):
            return True
        return self._needs_differ(conversation) or self._reach_differs(conversation)

    def _needs_differ(self, conversation: Conversation) -> bool:
        if not (self.needs or self.no_needs):
            return False
        kept = set(conversation.needs.values_list("need_id", flat=True))
        return kept != {need.pk for need in self.needs}

    def _reach_differs(self, conversation: Conversation) -> bool:
        if not self.safe_contact or not said(self.safe_contact):
            return False
        kept = SafeContact.objects.filter(conversation=conversation).first()
        if kept is None:
            return True
        return any(getattr(kept, name) != value for name, value in self.safe_contact.items())


@action
def keep_what_was_told(
    *, conversation: Conversation, told: Told, by: User | None = None
) -> Conversation:
    """What the same form says when it is sent again counts anew; its rows are locked meanwhile."""
    row = locked(conversation)
    had_other_age = told.is_minor not in {None, row.is_minor}
    told.put_on(row)
    told.put_beside(row)
    row.version += 1
    row.save()
    verb = "conversation.age_told" if had_other_age else "conversation.told"
    record(verb, by=by, on=row, subject=row.case or row)
    hints.changed(row)  # a child stands before others
    return row
