"""How long a conversation is kept, for whoever wrote it."""

from django import template

from casework.intake.retention import CONVERSATIONS
from ostoja.privacy.retention.selectors import rule_of

register = template.Library()


@register.simple_tag
def days_kept() -> int | None:
    """Days after the last message; None where this city deletes none by itself."""
    rule = rule_of(CONVERSATIONS)
    return rule.days if rule.is_on else None
