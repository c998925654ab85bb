"""Which pages and parts of pages have a text that is easy to read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Page:
    """``key`` names the file in `texts/`. ``routes``: where its text stands without being asked
    for; other templates name it in their block ``easy_page``. ``is_fixed``: shown where the
    database may not answer, so that a city cannot change it.
    """

    key: str
    title: str | Promise
    routes: tuple[str, ...] = ()
    is_fixed: bool = False


PAGES = (
    Page("start", _("Start page"), ("city_home",)),
    Page("help_now", _("Who helps now, before the city opens")),
    Page("contact", _("Contact: before the first question"), ("contact",)),
    Page("contact_about", _("Contact: who it is about")),
    Page("contact_words", _("Contact: what happened")),
    Page("contact_needs", _("Contact: needs")),
    Page("contact_reach", _("Contact: whether we may write or call")),
    Page("contact_safely", _("Contact: how to reach the person safely")),
    Page("contact_check", _("Contact: check the answers")),
    Page("receipt", _("Contact: the code after sending")),
    Page("return", _("Come back with the code"), ("return_with_code",)),
    Page("conversation", _("Conversation with the resident")),
    Page("directory", _("Directory of partners"), ("partner_directory",)),
    Page("partner", _("A partner's page"), ("partner",)),
    Page("activities", _("Directory of courses and groups"), ("activities",)),
    Page("join", _("Application of a new partner"), ("partner_join",)),
    Page("statement", _("Accessibility statement"), ("accessibility_statement",)),
    Page("chat", _("Live talk with the resident")),
    Page("safety", _("Staying safe on the internet"), ("staying_safe",)),
    Page("unseen", _("Staying unseen"), ("staying_unseen",)),
    Page("display", _("Appearance of the pages"), ("display",)),
    Page("no_form", _("A city without a contact form")),
    Page("closed_code", _("A poster's code outside of its hours")),
    Page("unknown_code", _("A poster's code that no longer works")),
    Page("not_found", _("A page that is not there")),
    Page("failure", _("A fault of the platform"), is_fixed=True),
    Page("maintenance", _("A pause for maintenance"), is_fixed=True),
)
BY_KEY: Mapping[str, Page] = {page.key: page for page in PAGES}
ROUTES: Mapping[str, str] = {route: page.key for page in PAGES for route in page.routes}


def routes() -> Mapping[str, str]:
    """The name of a route to the key of its page."""
    return ROUTES
