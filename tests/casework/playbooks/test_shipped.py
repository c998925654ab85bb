"""The playbooks that a city begins with: whole, careful, and the city's own from then on."""

import re
from typing import Any

import pytest

from casework.playbooks import blueprint, loading
from casework.playbooks.choices import CrisisKind
from casework.playbooks.models import Edition, Playbook, PlaybookRun
from casework.playbooks.rules import problems
from tenants.parts import read_blueprint
from tests.casework.cases.situations import make_case
from tests.cast import Cast

ROWS: list[dict[str, Any]] = read_blueprint("msik")["playbooks"]
LONGEST_SENTENCE = 20  # words


def row_of(kind: str) -> dict[str, Any]:
    return next(row for row in ROWS if row["kind"] == kind)


def laws(row: dict[str, Any]) -> str:
    return " ".join(step.get("law", "") for step in row["steps"])


def test_there_is_one_for_each_kind_of_crisis() -> None:
    assert {row["kind"] for row in ROWS} == set(CrisisKind.values) - {"other"}
    assert len({row["key"] for row in ROWS}) == len(ROWS) == 7


@pytest.mark.usefixtures("gdansk")
def test_they_are_in_force_wait_for_approval_and_could_be_published() -> None:
    editions = Edition.objects.filter(playbook__is_shipped=True).prefetch_related("steps")
    assert len(editions) == 7
    for edition in editions:
        assert edition.published_at is not None and edition.approved_at is None
        assert list(problems(list(edition.steps.all()))) == []
        assert edition.steps.count() >= 8


@pytest.mark.usefixtures("slupsk")
def test_a_city_of_another_kind_has_none() -> None:
    assert not Playbook.objects.exists()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["key"]))
def test_their_sentences_are_short(row: dict[str, Any]) -> None:
    for step in row["steps"]:
        for sentence in re.split(r"(?<=[.?!])\s", step["instructions"]):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["key"]))
def test_a_duty_names_its_law_and_can_be_left_out_with_a_reason(row: dict[str, Any]) -> None:
    for step in row["steps"]:
        if step.get("duty"):
            assert "art." in step["law"] and step.get("within_hours"), step["key"]


def test_who_uses_violence_never_sees_form_a_nor_notes() -> None:
    steps = {step["key"]: step for step in row_of("domestic_violence")["steps"]}
    form_a = steps["niebieska-karta-a"]
    assert form_a["form"] == "Niebieska Karta – A" and "art. 9d" in form_a["law"]
    assert "formularz A" in form_a["never_shown_to"] and "notatki" in form_a["never_shown_to"]
    form_b = steps["niebieska-karta-b"]
    assert form_b["after"] == "niebieska-karta-a" and form_b["never_shown_to"]


def test_reports_stand_only_where_the_law_demands_them() -> None:
    """Art. 240 lists offences; thoughts of suicide and losing a flat are none."""
    demand = {"domestic_violence", "child", "trafficking"}
    for row in ROWS:
        assert ("art. 240" in laws(row)) == (row["kind"] in demand), row["key"]
        reports = "art. 304 § 2" in laws(row)
        assert reports == (row["kind"] in demand | {"peer_violence"}), row["key"]
    assert "art. 572" in laws(row_of("child"))


@pytest.mark.usefixtures("gdansk")
def test_loading_again_keeps_what_the_city_changed() -> None:
    Edition.objects.filter(playbook__key="eksmisja").update(title="Nasz tytuł")
    loading.load_playbooks(ROWS)
    assert Playbook.objects.count() == 7
    assert Edition.objects.get(playbook__key="eksmisja").title == "Nasz tytuł"


@pytest.mark.usefixtures("gdansk")
def test_what_a_city_gives_is_what_it_was_given() -> None:
    assert blueprint.SHAPE.normal(blueprint.export()) == blueprint.SHAPE.normal(ROWS)
    Playbook.objects.filter(key="eksmisja").update(is_active=False)
    assert "eksmisja" not in {row["key"] for row in blueprint.export()}


BROKEN: list[dict[str, Any]] = [
    {"kind": "war"},
    {"steps": [{"key": "a b", "title": "x", "doer": "worker"}]},
    {"steps": [{"key": "a", "title": "x", "doer": "anybody"}]},
    {"steps": [{"key": "a", "title": "x", "doer": "worker", "within_hours": 0}]},
    {"steps": [{"key": "a", "title": "x", "doer": "worker", "leads_to": "moon"}]},
    {"steps": "none"},
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_one_is_named(broken: dict[str, Any]) -> None:
    good = {"key": "a", "kind": "other", "title": "x", "steps": []}
    assert not list(blueprint.SHAPE.faults([good], ("playbooks",)))
    assert list(blueprint.SHAPE.faults([{**good, **broken}], ("playbooks",)))


def test_what_runs_in_the_demonstration_is_started_once(cast: Cast) -> None:
    case = make_case(cast, pseudonym="Wrzos", is_sample=True)
    row = {
        "case": "Wrzos",
        "playbook": "przemoc-domowa",
        "by": cast.consultant.email,
        "done": ["bezpieczenstwo"],
    }
    for _ in range(2):
        loading.load_runs([row, {**row, "case": "nobody"}])
    run = PlaybookRun.objects.get(case=case)
    assert run.steps.filter(task__state="done").count() == 1
