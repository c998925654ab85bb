"""Forms about people: invitations, roles, one's own details."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from ostoja.access.roles import Role
from ostoja.accounts import organisations
from ostoja.accounts.forms.sign_in import LONGEST_PASSWORD, PASSWORD_HINT
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.ui.forms import Form, HintedRadios
from ostoja.ui.languages import native_name

LANGUAGES = [(code, native_name(code)) for code in settings.STAFF_LANGUAGES]
NAME = _("Name and surname")


class RoleForm(Form):
    """A role, and the organisation on whose behalf it is held."""

    role = forms.ChoiceField(label=_("Role"), widget=HintedRadios)
    organisation = forms.TypedChoiceField(
        label=_("Organisation"),
        help_text=_("On whose behalf the person works. It decides which cases they see."),
        required=False,
        coerce=int,
        empty_value=None,
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        role.choices = Role.choices()  # type: ignore[attr-defined]
        role.widget.hints = {one.value: one.hint for one in Role}
        none = ("", _("None: the role is for the whole city"))
        self.fields["organisation"].choices = [none, *organisations.labels()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Access follows the organisation, so only some roles can do without one."""
        data = super().clean() or {}
        if "role" not in data or "organisation" not in data:
            return data
        role, has_organisation = Role(data["role"]), data["organisation"] is not None
        if role.is_city_wide and has_organisation:
            self.add_error("organisation", _("This role is for the whole city. Choose none."))
        if role.needs_organisation and not has_organisation:
            self.add_error("organisation", _("Choose the organisation for this role."))
        return data

    @property
    def chosen_role(self) -> Role:
        """The role; after validation."""
        return Role(self.cleaned_data["role"])

    @property
    def chosen_group(self) -> Group | None:
        """The organisation's group, or None; after validation."""
        chosen = self.cleaned_data["organisation"]
        return None if chosen is None else Group.objects.get(pk=chosen)


class AddRoleForm(RoleForm):
    """One more role for a person who has an account."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            same = Membership.objects.filter(
                user=self.user, role=data["role"], group=data["organisation"]
            )
            if same.exists():
                self.add_error("role", _("The person has this role already."))
        return data


class InviteForm(RoleForm):
    """Whom to invite, and to what."""

    full_name = forms.CharField(label=NAME, max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Their own address at work: the link goes there, and they sign in with it."),
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=LANGUAGES, widget=HintedRadios
    )
    field_order = ("full_name", "email", "role", "organisation", "language")

    def clean_email(self) -> str:
        """Who has no way in, and who has one already, is told apart here."""
        email: str = self.cleaned_data["email"].lower()
        person = User.objects.filter(email=email).first()
        if person is not None and not person.is_active:
            raise forms.ValidationError(
                _("This person has an account that is switched off. Switch it on again instead.")
            )
        return email

    def clean(self) -> dict[str, Any]:
        """The same invitation twice would only confuse."""
        data = super().clean()
        if self.errors:
            return data
        same = Invitation.objects.filter(
            email=data["email"],
            role=data["role"],
            group=data["organisation"],
            accepted_at=None,
            revoked_at=None,
        )
        if any(invitation.is_open for invitation in same):
            self.add_error(
                "email",
                _("An invitation to this role is on its way. You can send it again from the list."),
            )
        return data


class AcceptForm(Form):
    """The first steps of a new person: their name and a password."""

    full_name = forms.CharField(
        label=NAME, max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """The password is compared with the name and the address too."""
        data = super().clean() or {}
        if "password" in data:
            person = User(email=self.email, full_name=data.get("full_name", ""))
            try:
                validate_password(data["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class OwnDetailsForm(Form):
    """A person's own name and language."""

    full_name = forms.CharField(
        label=NAME, max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of e-mails to you, and of the first page after you sign in."),
        choices=LANGUAGES,
        widget=HintedRadios,
    )


class PeopleFilter(Form):
    """What the list of people shows."""

    SWITCHED_ON, SWITCHED_OFF = "on", "off"

    name = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=254)
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=(
            ("", _("All")),
            (SWITCHED_ON, _("Active")),
            (SWITCHED_OFF, _("Switched off")),
        ),
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("All")), *Role.choices()]  # type: ignore[attr-defined]
