"""What the page of a conversation shows beside its messages: what was told, how to reach the person
safely, and what the law asks for where a child is concerned.
"""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.intake.answers import About, Means, SafeTime
from casework.intake.desk.duties import DUTIES, readings_of
from casework.intake.desk.there_is import there_is
from casework.intake.models import Conversation, SafeContact
from casework.intake.safe_contact import WARSAW, may_be_reached, safe_contact_of
from ostoja.accounts.models import User
from ostoja.privacy.search.numbers import shown_phone
from ostoja.ui.templatetags.ui import phone

Row = dict[str, Any]

IN_ORDER = (
    *("may_call", "may_write", "phone", "email", "times"),
    *("may_leave_message", "ask_for", "check_word", "note"),
)


def beside(conversation: Conversation, user: User) -> dict[str, Any]:
    """For the templates ``told``, ``reach_safely`` and ``duties``."""
    rules = safe_contact_of(conversation)
    return {
        "told_rows": told_rows(conversation),
        "reach_rows": rule_rows(rules) if rules else [],
        "has_check_word": rules is not None and bool(rules.check_word),
        "may_be_called_now": rules is not None
        and may_be_reached(rules, by=Means.CALL, at=timezone.now()),
        "may_be_called_at_all": rules is not None and rules.may_call == "yes",
        **(_duties(conversation, user) if concerns_a_child(conversation) else {}),
    }


def concerns_a_child(conversation: Conversation) -> bool:
    """Whether a minor writes, or somebody writes about a child."""
    return bool(conversation.is_minor) or conversation.about == About.CHILD


def _duties(conversation: Conversation, user: User) -> dict[str, Any]:
    readings = readings_of(conversation)
    own = any(reading.reader_id == user.pk for reading in readings)
    return {"duties": DUTIES, "duty_readings": readings, "has_read_duties": own}


def told_rows(conversation: Conversation) -> list[Row]:
    """Whom it is about and what is needed, for a summary list; what was not said is left out."""
    told = conversation.needs.select_related("need") if there_is(conversation, "needs") else []
    needs = ", ".join(str(one.need) for one in told)
    rows = (
        (_("About whom"), conversation.get_about_display()),
        (_("Needs in their own words"), needs or conversation.get_no_needs_display()),
    )
    return [{"key": key, "value": value} for key, value in rows if value]


def rule_rows(rules: SafeContact) -> list[Row]:
    """The rules that the person gave, for a summary list."""
    names = [name for name in IN_ORDER if getattr(rules, name)]
    return [{"key": _label(name), "value": _shown(rules, name)} for name in names]


def _label(name: str) -> str:
    return str(SafeContact._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _shown(rules: SafeContact, name: str) -> Any:
    return phone(shown_phone(rules.phone)) if name == "phone" else _in_words(rules, name)


def _in_words(rules: SafeContact, name: str) -> str:
    value = getattr(rules, name)
    if name == "phone":
        return shown_phone(value)
    if name == "times":
        return ", ".join(str(SafeTime(one).label) for one in value if one in SafeTime.values)
    return str(getattr(rules, f"get_{name}_display", lambda: value)())


def carried_into_case(conversation: Conversation) -> dict[str, str]:
    """The rules in words, with the day on which the person gave them, and the number."""
    rules = safe_contact_of(conversation)
    if rules is None:
        return {}
    day = date_format(timezone.localtime(conversation.created_at, WARSAW), "j.m.Y")
    names = [name for name in IN_ORDER if getattr(rules, name)]
    lines = [f"{_label(name)}: {_in_words(rules, name)}" for name in names]
    told = _("The person told us in the conversation of %(day)s:") % {"day": day}
    return {"contact_rules": "\n".join([told, *lines]), "phone": rules.phone}
