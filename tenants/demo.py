"""The demonstration: three cities with believable data and one invented person a role.

The people can sign in on this machine only; their password and codes are printed.
"""

import base64
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone

from ostoja.access.roles import Role
from ostoja.accounts.actions import invite, join_by_invitation
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.privacy.keys import create_key
from tenants import parts
from tenants.fence import entered, entered_platform
from tenants.fence.place import PLATFORM_SCHEMA
from tenants.models import City, Stage
from tenants.onboarding import NewCity, onboard
from tenants.opening.actions import open_example
from tenants.opening.selectors import stage_here

OPERATOR = "operator@ostoja.example"
ADDRESS = re.compile(r"(?P<name>[a-z0-9-]+)@(?P<city>[a-z-]+)\.example")


class DemoRefused(RuntimeError):
    """The demonstration was asked for where real people could meet it."""


def demo_password() -> str:
    """The password of all demonstration people; made once for each installation."""
    path = Path(settings.KEYS_ROOT) / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text("-".join(secrets.choice(_WORDS) for _ in range(4)))
        path.chmod(0o600)
    return path.read_text()


_WORDS = [
    "brzoza",
    "czapla",
    "dolina",
    "fiolet",
    "globus",
    "herbata",
    "igloo",
    "jesion",
    "kalina",
    "latarnia",
    "malina",
    "niebo",
    "olcha",
    "pagaj",
    "rumianek",
    "sosna",
    "tarcza",
    "ulewa",
    "wrzos",
    "zegar",
]


def load_demo() -> Iterator[str]:
    """Onboard and furnish the three cities; a city that is there keeps what people changed.

    Gives the slug of each city once it is whole. Raises ``DemoRefused`` unless the
    installation serves ``*.localhost``.
    """
    if not settings.IS_LOCAL:
        raise DemoRefused("The demonstration runs on localhost only. Unset BASE_DOMAIN.")
    create_key(PLATFORM_SCHEMA)
    with entered_platform():
        _person({"email": OPERATOR, "full_name": "Operator Przykładowy", "roles": []})
        present = set(City.objects.values_list("slug", flat=True))
    for slug in parts.seeded_cities():
        document = parts.read_seed(slug)
        if slug not in present:
            _onboard(document["profile"])
        with entered(slug):
            parts.furnish(document=document, source=f"seed {slug}")
            if document["profile"]["stage"] == Stage.RUNNING and stage_here() == Stage.PREPARING:
                open_example()
        yield slug


def _onboard(profile: Mapping[str, Any]) -> None:
    onboard(
        NewCity(
            slug=profile["slug"],
            name=profile["name"],
            blueprint=profile["blueprint"],
            admin_email=profile["admin_email"],
            teryt=profile["teryt"],
        )
    )
    with entered(profile["slug"]):
        # The administrator is one of the demonstration's people and needs no way in.
        Invitation.objects.update(accepted_at=timezone.now())


def load_people(rows: Iterable[Mapping[str, Any]]) -> None:
    """Loads the section "people" of a city's demonstration data."""
    for row in rows:
        if _person(row) and Role.DPO in row["roles"]:
            _note_invitation(row["email"])


def _note_invitation(email: str) -> None:
    """The administrator invited this person, and learns that they came."""
    administrator = User.objects.filter(memberships__role=Role.CITY_ADMIN).first()
    if administrator is not None:
        user = User.objects.get(email=email)
        invitation, _token = invite(
            email=email,
            full_name=user.full_name,
            role=Role.DPO,
            group=None,
            language=user.language,
            by=administrator,
        )
        join_by_invitation(invitation=invitation, by=user)


def _person(row: Mapping[str, Any]) -> bool:
    """Make the person, unless they are there; whether they are new."""
    user, is_new = User.objects.get_or_create(
        email=row["email"],
        defaults={
            "full_name": row["full_name"],
            "language": row.get("language", "pl"),
            "is_demo": True,
        },
    )
    if is_new:
        user.set_password(demo_password())
        user.save()
        secret = base64.b32encode(secrets.token_bytes(20)).decode()
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(secret)}
        )
    group = Group.objects.get(name=row["organisation"]) if "organisation" in row else None
    for role in row["roles"]:
        Membership.objects.get_or_create(user=user, role=Role(role), group=group)
    return is_new


def code_of(email: str) -> str:
    """The present second-factor code of a demonstration person; ``User.DoesNotExist`` if none."""
    with _place_of(email):
        user = User.objects.get(email=email, is_demo=True)
        row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        secret = get_adapter().decrypt(row.data["secret"])
    # SHA-1 is what RFC 6238 and every authenticator app use by default.
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(int(time.time())).decode()  # noqa: S303


def _place_of(email: str) -> AbstractContextManager[None]:
    if email == OPERATOR:
        return entered_platform()
    found = ADDRESS.fullmatch(email)
    if found is None or found["city"] not in parts.seeded_cities():
        raise User.DoesNotExist(email)
    return entered(found["city"])
