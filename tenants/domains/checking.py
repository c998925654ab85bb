"""Which domain a city may have."""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from publicsuffixlist import PublicSuffixList

from tenants.domains.models import RetiredDomain
from tenants.domains.names import NotADomain, deception_in, kept, shown
from tenants.hosts import host_of, operator_host
from tenants.models import Domain

# Names that lead to the machine itself or nowhere (RFC 6761, 6762, 7686; ICANN on "internal").
NOWHERE = frozenset({"localhost", "local", "invalid", "onion", "arpa", "internal"})


def problem_of_domain(written: str, *, slug: str) -> str:
    """Why the city of this slug cannot have the domain, or nothing. Runs in the platform."""
    try:
        host = kept(written)
    except NotADomain as refusal:
        return str(refusal)
    return _taken(host, slug) or _reserved(host, slug) or deception_in(host) or _retired(host, slug)


def still_free(hosts: Iterable[str], *, slug: str) -> list[str]:
    """Those of a restored city's domains that no other city has taken or given up since."""
    return [host for host in hosts if not (_taken(host, slug) or _retired(host, slug))]


def wait_for(host: str) -> None:
    """Whoever wants the same domain waits until this transaction ends, and is told then."""
    with connection.cursor() as cursor:
        # As ASCII: what is no name yet may hold what the database takes for no text.
        words = f"domain {host!a}"
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [words])


def _taken(host: str, slug: str) -> str:
    owner = Domain.objects.filter(domain=host).values_list("tenant__slug", flat=True).first()
    if owner is None:
        return ""
    if owner == slug:
        return _("The city has the domain “%(host)s” already.") % {"host": shown(host)}
    return _("The domain “%(host)s” is taken by another city.") % {"host": shown(host)}


def _reserved(host: str, slug: str) -> str:
    base = settings.BASE_DOMAIN
    if host in {operator_host(), base} or base.endswith(f".{host}"):
        return _("The domain “%(host)s” belongs to the platform itself.") % {"host": host}
    if host.endswith(f".{base}"):
        return "" if host == host_of(slug) else _of_another_slug(host)
    if "." not in host or host.rpartition(".")[2] in NOWHERE:
        return _("“%(host)s” is not a domain name, such as sopot.example.pl.") % {"host": host}
    if _public_suffixes().publicsuffix(host) == host:
        return _("Many share “%(host)s”. Give a name below it, such as ostoja.%(host)s.") % {
            "host": shown(host)
        }
    return ""


def _of_another_slug(host: str) -> str:
    """The city of that slug may come later, and its own host must be free then."""
    return _("“%(host)s” is kept for the city of that slug. Names below %(base)s go by slug.") % {
        "host": host,
        "base": settings.BASE_DOMAIN,
    }


def _retired(host: str, slug: str) -> str:
    given_up = RetiredDomain.objects.filter(domain=host).exclude(city_slug=slug).first()
    if given_up is None or given_up.free_at <= timezone.now():
        return ""
    return _("“%(host)s” was another city's. No other may have it before %(day)s.") % {
        "host": shown(host),
        "day": timezone.localdate(given_up.free_at).isoformat(),
    }


@cache
def _public_suffixes() -> PublicSuffixList:
    """publicsuffix.org's list as it was when the library was locked; unknown endings count."""
    return PublicSuffixList()
