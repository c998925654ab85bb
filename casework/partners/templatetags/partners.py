"""Facts about partners in words, for templates: ``{% load partners %}``."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from casework.partners import words
from casework.partners.choices import (
    AgreementState,
    ApplicationState,
    OrganisationRole,
    Phase,
    PhoneKind,
)
from casework.partners.freshness import COLOURS, Freshness, freshness_of
from casework.partners.hours_in_words import (
    HoursLine,
    opening_words,
    period_words,
    weekly_hours,
)
from casework.partners.models import Phone, Service
from casework.partners.models.organisation import SourcedModel
from casework.partners.models.rules import FRESH_FOR
from casework.partners.opening import Opening, OpenState, opening_at
from casework.partners.periods import Period, by_period
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership
from ostoja.ui.phones import PhoneNumber
from ostoja.ui.templatetags.ui import phone, tag

register = template.Library()

AGREEMENT_COLOURS: dict[str, str] = {
    AgreementState.NONE: "grey",
    AgreementState.INVITED: "yellow",
    AgreementState.JOINING: "blue",
    AgreementState.SIGNATORY: "green",
    AgreementState.SUSPENDED: "purple",
    AgreementState.LEFT: "orange",
}
APPLICATION_COLOURS: dict[str, str] = {
    ApplicationState.RECEIVED: "yellow",
    ApplicationState.ACCEPTED: "green",
    ApplicationState.REFUSED: "grey",
    ApplicationState.WITHDRAWN: "grey",
}
UNDATED = "undated"

register.filter("period_words", period_words)
register.filter("ages", words.ages_words)
register.filter("whom", words.whom_words)
register.filter("languages", words.language_words)
register.filter("features", words.feature_words)
register.filter("language_name", words.language_name)


@register.simple_block_tag
def fact(content: str, key: str) -> SafeString | str:
    """A row of a summary list; none where there is nothing to say."""
    if not content.strip():
        return ""
    return format_html(
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd></div>',
        key,
        content,
    )


@register.filter
def week(service: Service) -> list[HoursLine]:
    """The lines of the service's weekly hours."""
    return weekly_hours(service)


@register.filter
def periods(service: Service) -> list[Period]:
    """The set periods for which the service has hours of their own, past ones too."""
    return [period for period in by_period(service.schedules.all()) if period.is_set]


@register.simple_tag
def open_now(service: Service, at: datetime) -> SafeString:
    """Whether the service is open at this moment."""
    return opening_tag(opening_at(service, at), at)


@register.simple_tag
def opening_tag(opening: Opening, at: datetime) -> SafeString:
    """“Open now until 20:00”, in green while somebody is there."""
    colour = "green" if opening.is_open else "grey"
    if opening.state == OpenState.UNKNOWN:
        colour = "yellow"
    return tag(opening_words(opening, at), colour)


@register.simple_tag
def number_link(number: Phone) -> SafeString:
    """A number that a tap dials, or to which it writes a text message."""
    if number.kind == PhoneKind.SMS:
        return format_html(
            '<a class="govuk-link govuk-link--no-visited-state ostoja-phone" href="sms:{}">{}</a>',
            number.number,
            f"SMS {number.display}",
        )
    if number.kind == PhoneKind.FAX:
        return format_html("{} {}", gettext("fax"), number.display)
    return phone(PhoneNumber(number.number, "", display=number.display))


@register.simple_tag
def freshness_tag(checked_on: date | None, confirm_every: int = FRESH_FOR) -> SafeString:
    """How far the record can be trusted today."""
    freshness = freshness_of(checked_on, timezone.localdate(), confirm_every=confirm_every)
    return tag(str(Freshness(freshness).label), COLOURS[freshness])


@register.simple_tag
def agreement_tag(state: str) -> SafeString:
    """How far the body has come with the agreement."""
    return tag(str(AgreementState(state).label), AGREEMENT_COLOURS[state])


@register.simple_tag
def application_tag(state: str) -> SafeString:
    """What became of a body's wish to join."""
    return tag(str(ApplicationState(state).label), APPLICATION_COLOURS[state])


@register.filter
def origin(fact: SourcedModel) -> str:
    """Where the fact is known from."""
    if fact.is_sample:
        return gettext("made up for the demonstration")
    if not fact.source:
        return gettext("not written down")
    day = "" if fact.source_date in ("", UNDATED) else fact.source_date
    return fact.source if not day or day in fact.source else f"{fact.source}, {day}"


@register.filter
def role_names(roles: Iterable[str]) -> str:
    """What a body is in the city's system."""
    known = {value: str(label) for value, label in OrganisationRole.choices}
    return ", ".join(known.get(role, role) for role in roles) or "–"


@register.filter
def phase_names(phases: Iterable[str]) -> str:
    """The phases of help in which a service takes part."""
    known = {value: str(label) for value, label in Phase.choices}
    return ", ".join(known.get(phase, phase) for phase in phases) or "–"


@register.filter
def held_role(membership: Membership) -> str:
    """The name of the role that a person holds."""
    return str(Role(membership.role).label)
