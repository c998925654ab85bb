"""A link to answer by opens in the city that sent it, and says nothing anywhere else."""

from uuid import uuid4

from django.test import Client

from casework.referrals import links
from casework.referrals.models import AnswerLink, Referral
from casework.referrals.public import WRONG_LINKS
from tenants.fence import entered
from tests.isolation.conftest import Worlds
from tests.isolation.test_matrix import assert_no_canary_but, everything
from tests.isolation.world import CITIES, World


def path_in(world: World) -> str:
    """A valid link to the world's referral."""
    WRONG_LINKS.forget()
    with entered(world.slug):
        body = world.cast.partner
        body.email = "kontakt@partner.example"
        body.save()
        row = Referral.objects.select_related("receiver__group", "case").get(pk=world.referral.pk)
        return f"/pl/answer/{links.issue(row, event=uuid4())}/"


def test_at_home_it_shows_the_letter_and_elsewhere_nothing(worlds: Worlds) -> None:
    path = path_in(worlds["elblag"])
    for data in ({"open": "yes"}, {"choose": "accepted"}, {"again": "yes"}):
        for slug in CITIES:
            answer = Client(HTTP_HOST=f"{slug}.localhost").post(path, data)
            assert answer.status_code in {200, 410}
            assert_no_canary_but(None if data.get("open") else slug, answer)
    at_home = Client(HTTP_HOST="elblag.localhost").post(path, {"open": "yes"})
    assert worlds["elblag"].canary in everything(at_home)
    assert_no_canary_but("elblag", at_home)


def test_it_answers_nothing_elsewhere(worlds: Worlds) -> None:
    path = path_in(worlds["elblag"])
    data = {"answer": "accepted", "name": "Ola", "version": str(worlds["elblag"].referral.version)}
    for slug in CITIES:
        assert Client(HTTP_HOST=f"{slug}.localhost").post(path, data).status_code == 410
    for slug in (*CITIES, "elblag"):
        with entered(slug):
            assert not AnswerLink.objects.exclude(answered_at=None).exists()
            assert Referral.objects.get(pk=worlds[slug].referral.pk).state == "sent"


def test_the_same_token_has_another_hash_in_each_city(worlds: Worlds) -> None:
    hashes = set()
    for slug in worlds:
        with entered(slug):
            hashes.add(links.hash_of("one token"))
    assert len(hashes) == len(worlds)


def test_an_unknown_host_and_the_operators_know_no_links(worlds: Worlds) -> None:
    path = path_in(worlds["gdansk"])
    for host in ("nowhere.localhost", "operator.localhost"):
        answer = Client(HTTP_HOST=host).post(path, {"open": "yes"})
        assert answer.status_code == 404
        assert_no_canary_but(None, answer)
