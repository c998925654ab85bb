"""What a draft must obey before it is published, said in words."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from casework.playbooks.models import PlaybookStep

MOST_STEPS = 40


def problems(steps: Sequence[PlaybookStep]) -> Iterator[str]:
    """Everything that must be mended; nothing where the draft can be published."""
    if not steps:
        yield _("Write at least one step.")
    if len(steps) > MOST_STEPS:
        yield _("A playbook has at most %(number)d steps.") % {"number": MOST_STEPS}
    before: set[str] = set()
    for step in steps:
        if step.after and step.after not in before:
            yield _("“%(step)s” counts from a step that does not stand before it.") % {"step": step}
        if step.after and step.within_hours is None:
            yield _("“%(step)s” counts from another step, but has no time.") % {"step": step}
        before.add(step.key)


def count_from(steps: Sequence[PlaybookStep], key: str) -> list[PlaybookStep]:
    """The steps whose time counts from this one."""
    return [step for step in steps if step.after == key]
