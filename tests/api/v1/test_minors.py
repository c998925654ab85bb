"""Standards and interventions over the API."""

import pytest

from casework.minors.models import Edition, Intervention
from tests.api.programs import assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.casework.minors.making import make_draft, make_edition, name, open_card, today
from tests.cast import Cast

NOWHERE = "7f3a1c52-0000-4000-8000-000000000000"

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return make_edition(cast)


def test_what_is_in_force_is_listed_and_read(cast: Cast, edition: Edition) -> None:
    program = program_of(cast.stranger)
    [row] = program.get("standards/").json()["results"]
    assert row["in_force"] == str(edition.pk) and row["name"] == cast.centre.name
    assert row["review_due"].startswith(str(today().year + 2))
    assert program.get(f"standards/{edition.standards_id}/").json() == row
    read = program.get(f"standards-editions/{edition.pk}/").json()
    assert read["full_text"] == edition.full_text
    draft = make_draft(cast, cast.partner)
    for who in (cast.stranger, cast.administrator):
        assert_problem(program_of(who).get(f"standards-editions/{draft.pk}/"), 404)


def test_a_member_says_that_they_have_read_it(cast: Cast, edition: Edition) -> None:
    path = f"standards-editions/{edition.pk}/"
    first = program_of(cast.consultant).post(f"{path}read/", {})
    assert first.status_code == 200
    assert program_of(cast.consultant).post(f"{path}read/", {}).json() == first.json()
    assert_problem(program_of(cast.stranger).post(f"{path}read/", {}), 404)
    [row] = program_of(cast.administrator).get(f"{path}readings/").json()["results"]
    assert row["name"] == cast.consultant.full_name
    assert_problem(program_of(cast.consultant).get(f"{path}readings/"), 404)


def new_card(edition: Edition, **changes: object) -> dict[str, object]:
    return {
        "standards": str(edition.standards_id),
        "source": "worker",
        "child": "Zuzia",
        "cause": "Opowiedziała.",
        "learnt_on": str(today()),
        **changes,
    }


def test_a_card_is_opened_written_on_and_closed(cast: Cast, edition: Edition) -> None:
    program = program_of(cast.consultant)
    sent = new_card(edition, excluded=[str(cast.colleague.pk)], case=str(make_case(cast).pk))
    made = program.post("interventions/", sent)
    assert made.status_code == 201, made.content
    path = f"interventions/{made.json()['id']}/"
    entry = {"kind": "child", "done_on": str(today()), "text": "Rozmowa."}
    assert program.post(f"{path}entries/", entry).json()["state"] == "acting"
    answer = program.get(path)
    end = {"outcome": "confirmed", "result": "Koniec."}
    closed = program.post(f"{path}close/", end, match=answer["ETag"])
    assert closed.json()["outcome"] == "confirmed"
    assert_problem(program.post(f"{path}entries/", entry), 409)


def test_a_card_is_there_for_nobody_else(cast: Cast, edition: Edition) -> None:
    name(cast, edition.standards, cast.supervisor)
    name(cast, edition.standards, cast.colleague)
    card = open_card(edition.standards, cast.consultant, excluded=(cast.supervisor,))
    for who, number in ((cast.consultant, 1), (cast.colleague, 1), (cast.supervisor, 0)):
        assert len(program_of(who).get("interventions/").json()["results"]) == number
    for who in (cast.supervisor, cast.administrator, cast.officer, cast.stranger):
        assert_problem(program_of(who).get(f"interventions/{card.pk}/"), 404)
    kept = open_card(edition.standards, cast.consultant, excluded=(cast.administrator,))
    audit = [
        {row["object_id"] for row in program_of(who).get("audit/").json()["results"]}
        for who in (cast.officer, cast.administrator)
    ]
    assert str(kept.pk) in audit[0] and str(kept.pk) not in audit[1]


@pytest.mark.parametrize(
    ("member", "value"),
    [("standards", NOWHERE), ("excluded", [NOWHERE]), ("case", NOWHERE)],
)
def test_what_is_not_there_is_said_where_it_stands(
    cast: Cast, edition: Edition, member: str, value: object
) -> None:
    answer = program_of(cast.consultant).post(
        "interventions/", new_card(edition, **{member: value})
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{member}"
    assert not Intervention.objects.exists()


def test_who_does_not_work_there_is_said_in_the_readers_language(
    cast: Cast, edition: Edition
) -> None:
    sent = new_card(edition, excluded=[str(cast.stranger.pk)])
    answer = program_of(cast.consultant).post("interventions/", sent, Accept_Language="pl")
    assert answer.json()["errors"] == [
        {"pointer": "/excluded", "detail": "Ktoś z tych osób nie pracuje w tej organizacji."}
    ]
