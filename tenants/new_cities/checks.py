"""What is wrong with the facts of a new city, by field. Runs in the platform."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tenants import parts
from tenants.documents.blueprints import BrokenBlueprint, read_text
from tenants.domains.checking import problem_of_domain
from tenants.fence import schema_of
from tenants.fence.place import SLUG_PATTERN
from tenants.models import City
from tenants.new_cities.colours import problem_of_colours
from tenants.new_cities.facts import NewCity
from tenants.new_cities.forms import LegalActForm, filled, problems_in
from tenants.new_cities.languages import problem_of_languages
from tenants.new_cities.lists import problem_of_list, problem_of_module
from tenants.new_cities.modules import problem_of_modules
from tenants.parts import Document
from tenants.privacy_notice.forms import ControllerFields
from tenants.teryt import is_teryt

LONGEST_NAME = 100
RESERVED_SLUGS = frozenset(
    [
        *("admin", "api", "app", "assets", "cdn", "console", "help", "localhost", "mail", "media"),
        *("model-of-all", "operator", "public", "restore-test", "spare", "static"),
        *("status", "support", "test", "upgrade", "www"),
    ]
)


def problems_of(new: NewCity) -> dict[str, str]:
    """What is wrong with the wish, by field; empty when the city can be made, but for the rows of
    its lists, which are looked at in the city itself (``tenants.onboarding.rehearse``).
    """
    slug_problem = problem_of_slug(new.slug)
    blueprint_problem = _blueprint_problem(new)
    found = {
        "slug": slug_problem,
        "name": _name_problem(new.name),
        # A host that only follows from a wrong slug is not a second problem.
        "domain": ""
        if slug_problem and not new.domain
        else problem_of_domain(new.host, slug=new.slug),
        "teryt": _teryt_problem(new.teryt),
        "blueprint": blueprint_problem,
        "admin_email": _email_problem(new.admin_email),
        "languages": problem_of_languages(new.languages),
        "modules": problem_of_modules(new.modules),
        "colours": problem_of_colours(new.colours),
        "partners": problem_of_list(new.partners),
        "staff": problem_of_list(new.staff),
        **_problems_of_the_act(new),
        **_problems_of_the_controller(new),
    }
    if not blueprint_problem:
        found["partners"] = found["partners"] or _module_problem(new)
    return {field: problem for field, problem in found.items() if problem}


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


def _name_problem(name: str) -> str:
    is_usable = name.strip() and name.isprintable() and len(name) <= LONGEST_NAME
    return "" if is_usable else _("Give the city a name.")


def _teryt_problem(code: str) -> str:
    if not code:
        return ""
    if not is_teryt(code):
        said = _(
            "There is no TERYT code “%(code)s”. A county's has 4 digits, such as 2214, a gmina's 6"
            " or 7, such as 221401."
        )
        return said % {"code": code}
    if City.objects.filter(teryt=code).exists():
        return _("Another city has the TERYT code %(code)s.") % {"code": code}
    return ""


def blueprint_of(new: NewCity) -> Document:
    """The blueprint's document. Raises ``BrokenBlueprint`` and ``FileNotFoundError``."""
    return (
        read_text(new.own_blueprint) if new.own_blueprint else parts.read_blueprint(new.blueprint)
    )


def _blueprint_problem(new: NewCity) -> str:
    if new.own_blueprint:
        try:
            read_text(new.own_blueprint)
        except BrokenBlueprint as broken:
            return str(broken)
        return ""
    if new.blueprint in parts.blueprint_names():
        return ""
    known = ", ".join(parts.blueprint_names())
    return _("There is no blueprint “%(name)s”. There are: %(known)s.") % {
        "name": new.blueprint,
        "known": known,
    }


def _module_problem(new: NewCity) -> str:
    modules = list(new.modules) or blueprint_of(new)["modules"]
    return problem_of_module("partners", new.partners, modules)


def _email_problem(email: str) -> str:
    try:
        validate_email(email)
        email.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError):
        return _("“%(email)s” is not an e-mail address.") % {"email": email}
    return ""


def _problems_of_the_act(new: NewCity) -> dict[str, str]:
    said = filled(new.legal_act.as_facts())
    return problems_in(LegalActForm(said), "legal_act") if said else {}


def _problems_of_the_controller(new: NewCity) -> dict[str, str]:
    said = filled(new.controller.written_into({}))
    return problems_in(ControllerFields(said), "controller") if said else {}
