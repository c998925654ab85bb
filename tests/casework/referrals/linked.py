"""A body without accounts and the links that it is sent, as tests need them."""

import re

from django.core import mail
from django.test import Client

from casework.partners.models import Organisation
from casework.referrals.models import Referral
from ostoja.notifications.outbox import deliver_due
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast, make_organisation

ADDRESS = "kontakt@cisza.example"
LINK = re.compile(r"https?://\S+(/[a-z]{2}/answer/[\w-]+/)")


def body_without_accounts(email: str = ADDRESS) -> Organisation:
    """A partner with an address and nobody who could sign in."""
    body = make_organisation("cisza", "Fundacja Cisza", "partner")
    body.email = email
    body.save()
    return body


def sent_by_link(cast: Cast, **facts: object) -> Referral:
    """A referral to such a body."""
    body = facts.pop("receiver", None) or body_without_accounts()
    return refer(cast, coordinated_case(cast), receiver=body, **facts)


def letters() -> list[str]:
    """The bodies of all e-mails with a link, after they were delivered; the oldest first."""
    deliver_due()
    return [str(one.body) for one in mail.outbox if LINK.search(str(one.body))]


def latest_path(language: str = "en") -> str:
    """The address of the link that was mailed last."""
    found = LINK.search(letters()[-1])
    assert found is not None
    return f"/{language}/answer/" + found[1].split("/answer/")[1]


def stranger() -> Client:
    """Somebody who has not signed in."""
    return Client(HTTP_HOST="gdansk.localhost")


def opened(path: str) -> str:
    """The letter behind a link."""
    page = stranger().post(path, {"open": "yes"})
    assert page.status_code == 200, page.content.decode()
    return page.content.decode()


def answered(path: str, to: str, referral: Referral, **said: str) -> str:
    """The page after an answer was confirmed."""
    data = {"answer": to, "version": str(referral.version), "name": "Ola Cicha", **said}
    page = stranger().post(path, data)
    assert page.status_code == 200, page.content.decode()
    return page.content.decode()
