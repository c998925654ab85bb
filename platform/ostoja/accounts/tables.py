"""The table of staff: an import sends invitations, an export lists who holds which role."""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts import organisations
from ostoja.accounts.actions.invitations import (
    InvitationClosed,
    Link,
    revoke_invitation,
    send_invitation,
)
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.tables.cells import Email, Text
from ostoja.tables.choosing import Choice, Reference
from ostoja.tables.columns import Column
from ostoja.tables.kinds import Existing, Kind, Ready, Sender, Store, Stored, Undoing, Values
from ostoja.tables.problems import Problem
from ostoja.ui.languages import native_name

Post = tuple[str, str, int | None]
"""E-mail, role, group: an invitation or a membership is one of these."""


class StaffStore(Store):
    """Who holds or was offered which role; bodies by their keys."""

    def __init__(self) -> None:
        self.groups = {group.name: group for group in Group.objects.all()}
        self.columns = staff_columns(_bodies(self.groups.values()))
        self.people = {user.email: user for user in User.objects.of_the_city()}
        self.held = list(
            Membership.objects.select_related("user", "group").order_by("user__full_name", "role")
        )
        offered = Invitation.objects.filter(accepted_at=None, revoked_at=None)
        self.posts: dict[Post, User | Invitation] = {
            (one.email, one.role, one.group_id): one for one in offered if one.is_open
        }
        self.posts |= {(one.user.email, one.role, one.group_id): one.user for one in self.held}

    def find(self, values: Values) -> Existing | None:
        """Somebody who has the role, or was invited to it. Their name is their own affair."""
        thing = self.posts.get(self._post(values))
        return Existing(thing.pk, dict(values), thing) if thing else None

    def identities(self, values: Values, existing: Existing | None) -> Iterable[str]:
        yield str(self._post(values))

    def problems(self, values: Values, existing: Existing | None) -> Iterator[Problem]:
        role, has_body = Role(values["role"]), bool(values.get("organisation"))
        if role.is_city_wide and has_body:
            yield Problem(
                gettext_noop("This role is for the whole city. Leave the organisation out."),
                column="organisation",
            )
        if role.needs_organisation and not has_body:
            yield Problem(
                gettext_noop("This role is held on behalf of an organisation. Say which."),
                column="organisation",
            )
        person = self.people.get(values["email"])
        if person is not None and not person.is_active:
            yield Problem(
                gettext_noop(
                    "This person has an account that is switched off. Switch it on again instead."
                ),
                column="email",
            )

    def store(self, rows: Sequence[Ready], sender: Sender) -> dict[int, Stored]:
        return {row.number: self._invite(row.values, sender) for row in rows}

    def rows(self) -> Iterator[Values]:
        for one in self.held:
            if one.user.is_active:
                yield {
                    "full_name": one.user.full_name,
                    "email": one.user.email,
                    "role": one.role,
                    "organisation": one.group.name if one.group else "",
                    "language": one.user.language,
                }

    def _post(self, values: Values) -> Post:
        group = self.groups.get(values.get("organisation", ""))
        return values["email"], values["role"], group.pk if group else None

    def _invite(self, values: Values, sender: Sender) -> Stored:
        invitation = send_invitation(
            email=values["email"],
            full_name=values["full_name"],
            role=Role(values["role"]),
            group=self.groups.get(values.get("organisation", "")),
            language=values.get("language", "pl"),
            link=_link_on(sender.origin),
            by=sender.user,
        )
        return Stored(invitation.pk, [{"invitation": str(invitation.pk)}])


class Staff(Kind):
    """People who work here."""

    key = "staff"
    order = 30
    name = _("Staff")
    explanation = _("Each person gets an e-mail with a link and chooses a password themselves.")
    may_import = may_export = Permission.PEOPLE_MANAGE
    at_once = 100

    def columns(self) -> list[Column]:
        return staff_columns(_bodies(Group.objects.all()))

    def open(self) -> StaffStore:
        return StaffStore()

    def lock(self) -> None:
        """Two imports at once would invite twice: they wait for each other."""
        list(Membership.objects.filter(role=Role.CITY_ADMIN).order_by("pk").select_for_update())

    def undo(self, rows: Sequence[Undoing], by: User) -> None:
        """Withdraw the invitations that nobody accepted yet."""
        keys = [effect["invitation"] for row in rows for effect in row.effects]
        found = {str(one.pk): one for one in Invitation.objects.filter(pk__in=keys)}
        for row in rows:
            for effect in row.effects:
                row.refusal = _withdraw(found.get(effect["invitation"]), by) or row.refusal


def _withdraw(invitation: Invitation | None, by: User) -> Problem | None:
    try:
        if invitation is not None and not invitation.revoked_at:
            revoke_invitation(invitation=invitation, by=by)
    except InvitationClosed:
        return Problem(
            gettext_noop("The person has accepted the invitation. Switch the account off instead.")
        )
    return None


def _bodies(groups: Iterable[Group]) -> list[tuple[str, str, Iterable[str]]]:
    names = dict(organisations.labels())
    return [(group.name, names.get(group.pk, group.name), ()) for group in groups]


def staff_columns(bodies: Iterable[tuple[str, str, Iterable[str]]]) -> list[Column]:
    """The columns, for the bodies of the present city."""
    return [*_person(), *_post(list(bodies))]


def _person() -> list[Column]:
    return [
        Column(
            "full_name",
            _("Name and surname"),
            Text(150),
            example="Anna Przykładowa",
            is_required=True,
            also=("osoba", "imie nazwisko", "pracownik", "name"),
        ),
        Column(
            "email",
            _("E-mail address"),
            Email(),
            explanation=_("The address at work: the link goes there, and they sign in with it."),
            example="anna@fundacja.example",
            is_required=True,
            also=("e-mail", "mail", "adres e-mail", "email"),
        ),
    ]


def _post(bodies: Sequence[tuple[str, str, Iterable[str]]]) -> list[Column]:
    languages = [(code, native_name(code)) for code in settings.STAFF_LANGUAGES]
    return [
        Column(
            "role",
            _("Role"),
            Choice(Role.choices()),
            example=_("Partner's worker"),
            is_required=True,
            also=("funkcja", "uprawnienia"),
        ),
        Column(
            "organisation",
            _("Organisation"),
            Reference(bodies),
            explanation=_("On whose behalf the person works; empty for roles of the whole city."),
            example=bodies[0][1] if bodies else "",
            also=("organizacja", "partner", "instytucja", "podmiot", "jednostka"),
        ),
        Column(
            "language",
            _("Language"),
            Choice(languages, {"pl": ("polski",), "en": ("angielski", "english")}),
            explanation=_("Of the e-mail and of the pages; Polish where the cell is empty."),
            example="polski",
        ),
    ]


def _link_on(origin: str) -> Link:
    def link(token: str, language: str) -> str:
        with translation.override(language):
            return origin + reverse("accept_invitation", args=[token])

    return link
