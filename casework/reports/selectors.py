"""Who may read which report, and with which numbers."""

from django.http import Http404

from casework.partners.choices import OrganisationRole
from casework.partners.models import Organisation
from casework.reports.kinds import ReportKind
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User


def centres() -> list[Organisation]:
    """The bodies that report as a crisis centre."""
    return list(Organisation.objects.filter(roles__contains=[OrganisationRole.CRISIS_CENTRE]))


def centre_for(key: str) -> Organisation:
    """The one of this key, the first where none is named, or ``Http404``."""
    listed = centres()
    found = [one for one in listed if one.key == key] if key else listed[:1]
    if not found:
        raise Http404
    return found[0]


def may_read_exactly(user: User, kind: ReportKind, body: Organisation | None) -> bool:
    """Small numbers are told to whoever holds the permission on behalf of the body that answers
    for the report: the crisis centre for its own, the coordinator for the whole system.
    """
    groups = groups_with(user, Permission.REPORT_EXACT)
    if not groups:
        return False
    if kind == ReportKind.CENTRE:
        return body is not None and body.group_id in groups
    coordinating = Organisation.objects.filter(
        roles__contains=[OrganisationRole.COORDINATOR], group__in=groups
    )
    return coordinating.exists()
