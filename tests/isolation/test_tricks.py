"""What somebody would try who has a copied row, a cookie, a tag or an id of someone else."""

from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse

from api.models import Sending
from casework.cases.models import Case, Note
from ostoja.accounts.begun import Begun
from ostoja.notifications.models import Notification
from tenants.fence import entered
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import form_data, make_case
from tests.isolation.ids import canary
from tests.isolation.test_matrix import Worlds, assert_no_canary_but, everything, signed_in
from tests.isolation.world import World


def program(world: World, who: str = "consultant") -> Program:
    with entered(world.slug):
        return program_of(getattr(world.cast, who), slug=world.slug)


def notes_of(world: World) -> str:
    return f"cases/{world.case.pk}/notes/"


def test_a_copied_answer_is_not_repeated_in_another_city(worlds: Worlds) -> None:
    """The same person, case, key and body by their ids: but the answer was of another city."""
    here, there = worlds["gdansk"], worlds["gdynia"]
    assert here.case.pk == there.case.pk and here.cast.consultant.pk == there.cast.consultant.pk
    key, body = str(uuid4()), {"text": "Zadzwonić jutro.", "visibility": "own"}
    assert program(here).post(notes_of(here), body, key=key).status_code == 201
    with entered("gdansk"):
        copied = Sending.objects.filter(key=key).values().get()
    with entered("gdynia"):
        Sending.objects.create(**copied)
        before = Note.objects.count()
    answer = program(there).post(notes_of(there), body, key=key)
    assert_problem(answer, 422)
    assert_no_canary_but(None, answer)
    with entered("gdynia"):
        assert Note.objects.count() == before


def test_the_same_key_is_free_in_each_city(worlds: Worlds) -> None:
    key, body = str(uuid4()), {"text": "Zadzwonić jutro.", "visibility": "own"}
    for world in (worlds["gdansk"], worlds["gdynia"]):
        answer = program(world).post(notes_of(world), body, key=key)
        assert answer.status_code == 201 and "Idempotency-Replayed" not in answer


def test_a_tag_tells_nobody_what_they_may_not_read(worlds: Worlds) -> None:
    """Whoever learned the tag of another's view hears neither 304 nor that the case is there."""
    here, there = worlds["gdansk"], worlds["gdynia"]
    path = f"cases/{here.case.pk}/"
    tag = program(here).get(path)["ETag"]
    assert program(here).get(path, If_None_Match=tag).status_code == 304
    for tried in (tag, "*", f"W/{tag}"):
        assert_problem(program(here, "stranger").get(path, If_None_Match=tried), 404)
        assert_problem(Program(slug="gdansk").get(path, If_None_Match=tried), 401)
    elsewhere = program(there).get(path, If_None_Match=tag)
    assert elsewhere.status_code == 200, "another city's case of the same id is another case"
    assert canary("gdynia") in everything(elsewhere)
    assert_no_canary_but("gdynia", elsewhere)


@pytest.mark.parametrize("way", ["passkey", "provider"])
def test_a_sign_in_that_was_begun_in_one_city_goes_on_in_no_other(way: str, worlds: Worlds) -> None:
    answer, request, begun = HttpResponse(), HttpRequest(), Begun(way)
    with entered("gdansk"):
        begun.keep(answer, {"state": "x"})
        request.COOKIES = {begun.cookie: answer.cookies[begun.cookie].value}
        assert begun.read(request) == {"state": "x"}
        other = Begun("password")
        request.COOKIES[other.cookie] = request.COOKIES[begun.cookie]
        assert other.read(request) is None, "nor in another way"
    with entered("gdynia"):
        assert begun.read(request) is None


def test_news_of_somebody_else_opens_nothing_and_stays_unread(worlds: Worlds) -> None:
    here = worlds["gdansk"]
    with entered("gdansk"):
        news = Notification.objects.filter(person=here.cast.consultant).first()
        assert news is not None
        Notification.objects.update(read_at=None)
    path = f"/pl/staff/notifications/{news.pk}/"
    for who in ("colleague", "stranger", "administrator"):
        client = signed_in(here, who)
        for answer in (client.get(path), client.post(f"{path}read/")):
            assert answer.status_code == 404
            assert_no_canary_but(None, answer)
    with entered("gdansk"):
        assert not Notification.objects.filter(pk=news.pk).exclude(read_at=None).exists()


def test_the_id_of_a_strangers_form_shows_nothing_of_what_they_sent(worlds: Worlds) -> None:
    """A case is opened once for each id; who sends another's id sees nothing of that case."""
    here = worlds["gdansk"]
    with entered("gdansk"):
        body, person = here.cast.coordinating, here.cast.coordinator
        facts = {"lead": body, "by": person, "summary": "TAJNE", "person_name": ""}
        theirs = make_case(here.cast, submission=(taken := uuid4()), **facts)
        sent = form_data(theirs, summary="Cokolwiek", submission=str(taken))
        count = Case.objects.count()
    answers = {}
    for who in ("coordinator", "consultant"):
        client = signed_in(here, who)
        answers[who] = client.post("/pl/staff/cases/new/", sent)
    assert "TAJNE" in everything(answers["coordinator"]), "one's own is shown beside the new words"
    refused = everything(answers["consultant"])
    assert "posłużył już do czegoś innego" in refused and "TAJNE" not in refused
    with entered("gdansk"):
        assert Case.objects.count() == count
