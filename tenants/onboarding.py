"""A city comes into being: schema, roles, key, blueprint, domain and first administrator.

Everything happens in one transaction: either the city is whole, or nothing of it is there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ostoja.access.roles import Role
from ostoja.accounts.actions import invite
from ostoja.privacy.keys import create_key, destroy_key
from tenants import parts
from tenants.domains.checking import problem_of_domain, wait_for
from tenants.domains.names import NotADomain, kept
from tenants.fence import entered, entered_platform, schema_of
from tenants.fence.place import SLUG_PATTERN
from tenants.hosts import forget_hosts, host_of
from tenants.models import City, Domain
from tenants.schemas.making import make_schema
from tenants.teryt import is_teryt, unit_of

LONGEST_NAME = 100
RESERVED_SLUGS = frozenset(
    [
        "admin",
        "api",
        "app",
        "assets",
        "cdn",
        "console",
        "help",
        "localhost",
        "mail",
        "model-of-all",
        "media",
        "operator",
        "public",
        "restore-test",
        "spare",
        "static",
        "status",
        "support",
        "test",
        "www",
    ]
)


@dataclass(frozen=True, slots=True)
class NewCity:
    """What an operator says about a city; ``domain`` empty means the slug's own host."""

    slug: str
    name: str
    blueprint: str
    admin_email: str
    domain: str = ""
    teryt: str = ""
    languages: Sequence[str] = ()

    @property
    def host(self) -> str:
        """The domain, as it is kept: lower case, no trailing dot, Punycode."""
        wanted = self.domain or host_of(self.slug)
        try:
            return kept(wanted)
        except NotADomain:
            return wanted


@dataclass(frozen=True, slots=True)
class Onboarded:
    """The new city, and what lets its administrator in (its token is kept nowhere)."""

    city: City
    invitation_token: str


def problems_of(new: NewCity) -> dict[str, str]:
    """What is wrong with the wish, by field; empty when the city can be made."""
    slug_problem = problem_of_slug(new.slug)
    found = {
        "slug": slug_problem,
        "name": _name_problem(new.name),
        # A host that only follows from a wrong slug is not a second problem.
        "domain": ""
        if slug_problem and not new.domain
        else problem_of_domain(new.host, slug=new.slug),
        "teryt": _teryt_problem(new.teryt),
        "blueprint": _blueprint_problem(new.blueprint),
        "admin_email": _email_problem(new.admin_email),
        "languages": _languages_problem(new.languages),
    }
    return {field: problem for field, problem in found.items() if problem}


def _name_problem(name: str) -> str:
    is_usable = name.strip() and name.isprintable() and len(name) <= LONGEST_NAME
    return "" if is_usable else _("Give the city a name.")


def problem_of_slug(slug: str) -> str:
    """Why no new city can have this slug, or nothing."""
    if not re.fullmatch(SLUG_PATTERN, slug):
        return _(
            "A slug has 2 to 30 small letters, digits and single hyphens and starts with a letter."
        )
    if slug in RESERVED_SLUGS or slug.startswith("spare-"):
        return _("The slug “%(slug)s” is reserved. Choose another.") % {"slug": slug}
    if City.objects.filter(schema_name=schema_of(slug)).exists():
        return _("The slug “%(slug)s” is taken by another city.") % {"slug": slug}
    return ""


def _teryt_problem(code: str) -> str:
    if not code:
        return ""
    if not is_teryt(code):
        return _("“%(code)s” is not a TERYT code: a county has 4 digits, a gmina 6 or 7.") % {
            "code": code
        }
    if City.objects.filter(teryt=code).exists():
        return _("Another city has the TERYT code %(code)s.") % {"code": code}
    return ""


def _blueprint_problem(name: str) -> str:
    if name in parts.blueprint_names():
        return ""
    known = ", ".join(parts.blueprint_names())
    return _("There is no blueprint “%(name)s”. There are: %(known)s.") % {
        "name": name,
        "known": known,
    }


def _email_problem(email: str) -> str:
    try:
        validate_email(email)
        email.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError):
        return _("“%(email)s” is not an e-mail address.") % {"email": email}
    return ""


def _languages_problem(languages: Sequence[str]) -> str:
    unknown = [code for code in languages if code not in dict(settings.LANGUAGES)]
    return _("Unknown languages: %(codes)s.") % {"codes": ", ".join(unknown)} if unknown else ""


def onboard(new: NewCity) -> Onboarded:
    """Make the city. Raises ``ValidationError`` (by field) when something is wrong with it.

    Two operators who want the same city wait for each other, so that the second one is told.
    """
    with transaction.atomic():
        with entered_platform():
            _wait_for_others(new.slug)
            wait_for(new.host)
            problems = problems_of(new)
        if problems:
            raise ValidationError(problems)
        onboarded = _make_with_key(new, schema_of(new.slug))
    forget_hosts()
    return onboarded


def title_of(blueprint: parts.Document, teryt: str) -> Mapping[str, str]:
    """What the system is called: a county's is not municipal. Without a code it is a city's."""
    titles: Mapping[str, Mapping[str, str]] = blueprint.get("title_for", {})
    return titles.get(unit_of(teryt) or "", blueprint["title"])


def _wait_for_others(slug: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"onboard {slug}"])


def _make_with_key(new: NewCity, schema: str) -> Onboarded:
    """Take the key back when the city fails, but never one that was there before.

    A key without a city may be all that opens somebody's backup, or another city's by a copy
    that failed: no new city gets it.
    """
    if not create_key(schema):
        raise ValidationError(
            {
                "slug": _(
                    "A key for “%(slug)s” lies in KEYS_ROOT already. Move it away if no backup"
                    " needs it, or restore its city."
                )
                % {"slug": new.slug}
            }
        )
    try:
        return _make(new, schema)
    except BaseException:
        destroy_key(schema)
        raise


def _make(new: NewCity, schema: str) -> Onboarded:
    blueprint = parts.read_blueprint(new.blueprint)
    languages = list(dict.fromkeys(new.languages)) or blueprint["languages"]
    with entered_platform():
        city = City.objects.create(
            slug=new.slug,
            schema_name=schema,
            name=new.name.strip(),
            teryt=new.teryt or None,
            blueprint=new.blueprint,
            stage=blueprint["stage"],
        )
        Domain.objects.create(domain=new.host, tenant=city, is_primary=True)
    make_schema(schema)
    profile = {
        "name": city.name,
        "system_name": title_of(blueprint, new.teryt),
        "languages": languages,
        "modules": blueprint["modules"],
    }
    with entered(new.slug):
        parts.furnish(document={**blueprint, "profile": profile}, source=new.blueprint)
        _invitation, token = invite(
            email=new.admin_email,
            full_name="",
            role=Role.CITY_ADMIN,
            group=None,
            language="pl",
            by=None,
        )
    return Onboarded(city, token)
