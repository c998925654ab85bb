"""The parts of the platform that a city may have."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MODULES = (
    *("contact", "cases", "referrals", "partners", "playbooks", "shelter", "roster"),
    *("visits", "incidents", "benefits"),
    *("meetings", "fieldwork", "planning", "accessibility", "reports"),
)
RESTS_ON = dict.fromkeys(
    ("referrals", "contact", "shelter", "playbooks", "visits", "incidents", "benefits"), "cases"
)
"""Handing over needs cases, a conversation may become one, and whoever stays has one."""


def problem_of_modules(chosen: Sequence[str]) -> str:
    """Why these do not make a city, or nothing."""
    unknown = sorted(set(chosen) - set(MODULES))
    if unknown:
        return _("Unknown modules: %(names)s. There are: %(known)s.") % {
            "names": ", ".join(unknown),
            "known": ", ".join(MODULES),
        }
    for one, other in RESTS_ON.items():
        if one in chosen and other not in chosen:
            return _("The module “%(one)s” needs “%(other)s” too.") % {"one": one, "other": other}
    return ""
