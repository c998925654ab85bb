"""Writes: a city gets a domain, changes the one in its links, gives one up."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ostoja.accounts.models import User
from ostoja.audit import record
from tenants.domains.checking import problem_of_domain, wait_for
from tenants.domains.models import RetiredDomain
from tenants.domains.names import NotADomain, kept, shown
from tenants.fence import entered_platform
from tenants.hosts import forget_hosts
from tenants.models import City, Domain
from tenants.noting import note_in_city


def add_domain(*, slug: str, domain: str, by: User | None = None) -> Domain:
    """From now on the city answers there too, once DNS leads here.

    Raises ``City.DoesNotExist``, and ``ValidationError`` under "domain".
    """
    with _changing(slug) as city:
        _refuse(_problem_of_copy(city) or problem_of_domain(domain, slug=slug))
        host = kept(domain)
        wait_for(host)
        _refuse(problem_of_domain(host, slug=slug))
        added = Domain.objects.create(domain=host, tenant=city, is_primary=False)
        RetiredDomain.objects.filter(domain=host).delete()
        _record("city.domain_added", city, host, by)
    note_in_city(slug, "city.domain_added", by=by, domain=shown(host))
    return added


def make_primary(*, slug: str, domain: str, by: User | None = None) -> Domain:
    """Links, invitations and e-mails name this domain from now on; the others answer as before.

    Raises ``City.DoesNotExist``, and ``ValidationError`` under "domain".
    """
    with _changing(slug) as city:
        chosen = _own(city, domain)
        Domain.objects.filter(tenant=city, is_primary=True).update(is_primary=False)
        Domain.objects.filter(pk=chosen.pk).update(is_primary=True)
        _record("city.domain_made_primary", city, chosen.domain, by)
    note_in_city(slug, "city.domain_made_primary", by=by, domain=shown(chosen.domain))
    return chosen


def remove_domain(*, slug: str, domain: str, by: User | None = None) -> str:
    """Nothing answers there any more: in this process at once, in others within seconds. No other
    city may have it for a year. Gives the host.

    Passkeys work only under the domain where they were made, and so do sign-ins that are open:
    whoever used this one signs in under another with their app's code.
    Raises ``City.DoesNotExist``, and ``ValidationError`` under "domain".
    """
    with _changing(slug) as city:
        chosen = _own(city, domain)
        if chosen.is_primary:
            _refuse(_problem_of_primary(city))
        host: str = chosen.domain
        retire(slug=slug, host=host)
        Domain.objects.filter(pk=chosen.pk).delete()
        _record("city.domain_removed", city, host, by)
    note_in_city(slug, "city.domain_removed", by=by, domain=shown(host))
    return host


def retire(*, slug: str, host: str) -> None:
    """Keep a domain of this city from others for a while; also when a whole city goes."""
    RetiredDomain.objects.update_or_create(
        domain=host, defaults={"city_slug": slug, "removed_at": timezone.now()}
    )


@contextmanager
def _changing(slug: str) -> Iterator[City]:
    """The city's row, locked, in one transaction of the platform; hosts are forgotten after it."""
    with transaction.atomic(), entered_platform():
        yield City.objects.select_for_update().get(slug=slug)
    forget_hosts()


def _record(verb: str, city: City, host: str, by: User | None) -> None:
    """In the operators' own record; the city's is written once all is done."""
    record(verb, by=by, on=city, city=city.slug, domain=shown(host))


def _own(city: City, domain: str) -> Domain:
    try:
        host = kept(domain)
    except NotADomain as refusal:
        raise ValidationError({"domain": str(refusal)}) from None
    found = Domain.objects.filter(tenant=city, domain=host).first()
    if found is None:
        raise ValidationError(
            {"domain": _("The city has no domain “%(host)s”.") % {"host": shown(host)}}
        )
    return found


def _problem_of_copy(city: City) -> str:
    if not city.copy_of:
        return ""
    return _("%(slug)s is a copy for looking something up and gets no domain.") % {
        "slug": city.slug
    }


def _problem_of_primary(city: City) -> str:
    if Domain.objects.filter(tenant=city).count() == 1:
        return _("It is the city's only domain. Add another and make that one primary first.")
    return _("It is the domain in the city's links. Make another one primary first.")


def _refuse(problem: str) -> None:
    if problem:
        raise ValidationError({"domain": problem})
