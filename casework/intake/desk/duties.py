"""What staff must do where a child is concerned, and the record that they have read it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.intake.models import Conversation, DutyReading


@dataclass(frozen=True, slots=True)
class Duty:
    """One step, and the law that it rests on; empty where good practice asks for it."""

    words: str | Promise
    law: str | Promise = ""


DUTIES = (
    Duty(
        _("Is the child in danger now? Call 112, stay in the conversation and tell a supervisor."),
    ),
    Duty(
        _(
            "Promise no secrecy. Tell the child in simple words whom you have to tell, why, and "
            "what happens then."
        ),
    ),
    Duty(
        _(
            "Write down the child's own words. Do not question the child: a court hears a child "
            "once, with a psychologist."
        ),
        _("art. 185a and 185b of the Code of Criminal Procedure"),
    ),
    Duty(
        _(
            "You suspect a crime that is prosecuted ex officio: notify the prosecutor or the "
            "police without delay. The office must, and nobody's consent is needed."
        ),
        _("art. 304 § 2 of the Code of Criminal Procedure"),
    ),
    Duty(
        _(
            "You have credible word of killing, grave bodily harm, deprivation of liberty, rape of "
            "a minor or sexual abuse of a child under 15: you yourself must notify, at once. Not "
            "doing so is a crime."
        ),
        _("art. 240 § 1 of the Criminal Code"),
    ),
    Duty(
        _("The child is harmed or left without care: notify the family court."),
        _("art. 572 of the Code of Civil Procedure"),
    ),
    Duty(
        _("There is violence at home: begin the Blue Card procedure. It needs no consent."),
        _("art. 9d of the act on counteracting domestic violence"),
    ),
    Duty(
        _(
            "Fill in the intervention card and tell the person whom your standards for the "
            "protection of minors name."
        ),
        _("art. 22b and 22c of the act of 13 May 2016 on the protection of minors"),
    ),
)


def readings_of(conversation: Conversation) -> list[DutyReading]:
    """Who has read them in this conversation, and when."""
    return list(conversation.duty_readings.select_related("reader"))
