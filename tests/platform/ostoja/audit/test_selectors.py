"""Reading the audit page by page, and summed up by person."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from ostoja.audit import presenters, selectors
from ostoja.audit.models import AuditEvent
from ostoja.audit.selectors import ON_A_PAGE, Wish

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CASE = UUID("22222222-2222-4222-8222-222222222222")
ANNA, EWA = uuid4(), uuid4()


def add(number: int = 1, **facts: Any) -> list[AuditEvent]:
    """Events about the case, a minute apart."""
    usual = {
        "verb": "x.seen",
        "actor_id": ANNA,
        "actor_name": "Anna",
        "object_type": "x.note",
        "object_id": str(uuid4()),
        "subject_type": "x.case",
        "subject_id": str(CASE),
    }
    return [
        AuditEvent.objects.create(**{"at": NOON + timedelta(minutes=step), **usual, **facts})
        for step in range(number)
    ]


def about_the_case() -> Wish:
    """Only what this test added."""
    return Wish(things=frozenset({str(CASE)}))


@pytest.mark.usefixtures("gdansk")
class TestPages:
    def test_exactly_one_page_has_no_next(self) -> None:
        add(ON_A_PAGE)
        page = selectors.page_of(selectors.events(about_the_case()), "")
        assert (len(page.events), page.next_cursor) == (ON_A_PAGE, "")

    def test_one_more_begins_another(self) -> None:
        events = add(ON_A_PAGE + 1)
        found = selectors.events(about_the_case())
        first = selectors.page_of(found, "")
        second = selectors.page_of(found, first.next_cursor)
        assert [*first.events, *second.events] == events[::-1]

    def test_events_of_one_moment_are_each_on_one_page(self) -> None:
        """Their ids decide, whichever way they were drawn; earlier and later ones stay apart."""
        many = ON_A_PAGE + 20
        events = [*add(many, at=NOON), *add(many, at=NOON + timedelta(microseconds=1))]
        found, cursor = selectors.events(about_the_case()), ""
        seen: list[AuditEvent] = []
        for _ in range(3):
            page = selectors.page_of(found, cursor)
            seen, cursor = [*seen, *page.events], page.next_cursor
        assert cursor == ""
        assert seen == sorted(events, key=lambda event: (event.at, event.pk), reverse=True)

    def test_a_changed_cursor_goes_on_from_where_it_points(self) -> None:
        """It is no secret and opens nothing: only the moment and the id of an event stand in it."""
        first, second, third = add(3)
        for moment, expected in ((third.at, [second, first]), (first.at, [])):
            cursor = f"{moment.isoformat()}~{UUID(int=0)}"
            page = selectors.page_of(selectors.events(about_the_case()), cursor)
            assert page.events == expected

    def test_an_empty_log_is_an_empty_page(self) -> None:
        page = selectors.page_of(selectors.events(about_the_case()), "")
        assert (page.events, page.next_cursor) == ([], "")

    @pytest.mark.parametrize(
        "cursor",
        [
            "",
            "~",
            "x~y",
            "2026-03-01T12:00:00~" + str(CASE),  # a moment without a zone
            f"2026-02-31T12:00:00+00:00~{CASE}",
            f"9999-12-31T23:59:59-14:00~{CASE}",  # beyond what a moment can say
            f"0001-01-01T00:00:00+14:00~{CASE}",
            f"2026-03-01T12:00:00+00:00~{CASE}~{CASE}",
            "2026-03-01T12:00:00+00:00~' or 1=1 --",
            "\x00~\x00",
            "\ud800",
            "x" * 100_000,
        ],
    )
    def test_what_is_no_cursor_is_the_beginning(self, cursor: str) -> None:
        add(2)
        assert len(selectors.page_of(selectors.events(about_the_case()), cursor).events) == 2

    def test_a_page_is_one_query(self, django_assert_num_queries: Any) -> None:
        add(3)
        with django_assert_num_queries(1):
            selectors.page_of(selectors.events(about_the_case()), "")


@pytest.mark.usefixtures("gdansk")
class TestWishes:
    def test_a_thing_is_found_as_object_and_as_subject(self) -> None:
        [event] = add()
        for pk in (event.object_id, event.subject_id):
            assert list(selectors.events(Wish(things=frozenset({pk})))) == [event]

    def test_no_such_thing_finds_nothing(self) -> None:
        add()
        assert not selectors.events(Wish(things=frozenset()))

    @pytest.mark.parametrize(
        ("since", "until", "expected"),
        [
            (NOON.date(), None, 1),
            (None, NOON.date(), 1),
            (NOON.date(), NOON.date(), 1),
            (NOON.date() + timedelta(days=1), None, 0),
            (None, NOON.date() - timedelta(days=1), 0),
        ],
    )
    def test_days_are_whole(self, since: Any, until: Any, expected: int) -> None:
        add()
        wish = Wish(things=frozenset({str(CASE)}), since=since, until=until)
        assert selectors.events(wish).count() == expected


@pytest.mark.usefixtures("gdansk")
class TestPeople:
    def test_the_last_to_look_comes_first(self) -> None:
        add(3)
        add(actor_id=EWA, actor_name="Ewa", at=NOON + timedelta(days=1))
        add(actor_id=None, actor_name="")
        rows = selectors.people_who_saw(CASE)
        assert [(row["name"], row["times"]) for row in rows] == [("Ewa", 1), ("Anna", 3)]
        assert rows[1]["last"] == NOON + timedelta(minutes=2)

    def test_one_who_changed_their_name_is_one_person(self) -> None:
        add()
        add(actor_name="Anna Nowa")
        assert [row["times"] for row in selectors.people_who_saw(CASE)] == [2]


class TestFinding:
    @pytest.mark.usefixtures("gdansk")
    def test_an_identifier_is_itself(self) -> None:
        assert presenters.find(str(CASE).upper()) == {str(CASE)}

    def test_all_that_are_so_called_are_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(presenters, "_finders", [lambda text: {text}, lambda _: {"2"}])
        assert presenters.find("IK.1") == {"IK.1", "2"}

    def test_names_are_read_once_for_each_kind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[set[str]] = []

        def names(ids: set[str]) -> dict[str, str]:
            asked.append(ids)
            return {str(CASE): "IK.1"}

        monkeypatch.setattr(presenters, "_names", {"x.case": names})
        events = [
            AuditEvent(verb="x.y", subject_type="x.case", subject_id=str(pk), object_id="7")
            for pk in (CASE, CASE, ANNA)
        ]
        lines = presenters.lines(events)
        assert [line.thing for line in lines] == ["IK.1", "IK.1", str(ANNA)[:8]]
        assert asked == [{str(CASE), str(ANNA)}]
