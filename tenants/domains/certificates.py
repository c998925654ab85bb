"""For which hosts the proxy may get a certificate."""

from tenants.hosts import city_at, operator_host


def may_have_certificate(host: str) -> bool:
    """Whether people are answered there: a city's host, also while it is suspended, or the
    operators' own. A copy for looking something up has no visitors and gets none.
    """
    if host == operator_host():
        return True
    city = city_at(host)
    return city is not None and not city.copy_of
