"""What colleagues do for each other: words aside, help now, danger to life."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from casework.cases.refusal import NotAllowed
from casework.intake import actions, selectors
from casework.intake.desk.calls import open_calls
from casework.intake.models import Conversation, DangerRun, DeskSettings, HelpCall, SideMessage
from ostoja.access.roles import Role
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from ostoja.privacy.classification import FieldClass
from tests.casework.intake.reports import code_of, make_report, page_of, phone
from tests.cast import Cast, browser_of, make_person

WORDS = "Nie wiem, co dalej."
STEPS = ["Zadzwoń pod 112.", "Zostań w rozmowie."]


def say(report: Conversation, cast: Cast, text: str = WORDS) -> SideMessage:
    return actions.write_aside(
        conversation=report, submission=uuid4(), text=text, by=cast.consultant
    )


class TestAside:
    def test_it_has_numbers_of_its_own(self, cast: Cast, report: Conversation) -> None:
        assert [say(report, cast).number for _ in range(3)] == [1, 2, 3]
        report.refresh_from_db()
        assert report.last_number == report.messages.count() == 1

    def test_it_is_encrypted_and_about_the_client(self, cast: Cast, report: Conversation) -> None:
        say(report, cast)
        assert SideMessage.privacy["text"] == FieldClass.CLIENT_NARRATIVE
        with connection.cursor() as cursor:
            cursor.execute("select text from intake_sidemessage")
            [(stored,)] = cursor.fetchall()
        assert WORDS.encode() not in bytes(stored)

    def test_sent_twice_it_is_said_once(self, cast: Cast, report: Conversation) -> None:
        client, form = browser_of(cast.consultant), {"words": WORDS, "submission": str(uuid4())}
        for _ in range(2):
            client.post(page_of(report, "aside/"), {**form, "go": "1"})
        assert SideMessage.objects.count() == 1

    def test_whoever_holds_it_or_wrote_is_told(self, cast: Cast, report: Conversation) -> None:
        say(report, cast)
        assert not Notification.objects.filter(kind="conversation-aside").exists()
        client = browser_of(cast.supervisor)
        client.post(page_of(report, "aside/"), {"words": "Jestem.", "go": "1"})
        told = Notification.objects.get(kind="conversation-aside")
        assert told.person == cast.consultant

    def test_an_empty_word_is_refused_and_the_answer_stays(
        self, cast: Cast, report: Conversation
    ) -> None:
        page = browser_of(cast.consultant).post(
            page_of(report, "aside/"), {"words": " ", "go": "1", "text": "Moja odpo"}
        )
        assert page.status_code == 422
        assert 'name="text" value="Moja odpo"' in page.content.decode()

    def test_the_resident_never_reads_it(self, cast: Cast, report: Conversation) -> None:
        say(report, cast)
        assert WORDS not in phone().post("/pl/return/", {"code": code_of(report)}).content.decode()
        spoken = selectors.spoken_to_resident(report)
        assert all(WORDS not in one.message.text for one in spoken)

    @pytest.mark.parametrize("who", ["coordinator", "partner_worker", "administrator", "officer"])
    def test_others_have_no_such_page(self, cast: Cast, report: Conversation, who: str) -> None:
        say(report, cast)
        client = browser_of(getattr(cast, who))
        for step in ("aside/", "danger/"):
            assert client.get(page_of(report, step)).status_code == 404
        for step in ("help/", "coming/", "back/"):
            assert client.post(page_of(report, step)).status_code == 404
        assert WORDS not in client.get(page_of(report)).content.decode()

    def test_reading_it_is_on_record(self, cast: Cast, report: Conversation) -> None:
        say(report, cast)
        client = browser_of(cast.supervisor)
        for _look in range(3):  # the page asks for itself again every few seconds
            assert WORDS in client.get(page_of(report, "aside/")).content.decode()
        seen = AuditEvent.objects.filter(verb="conversation.seen", actor_id=cast.supervisor.pk)
        assert seen.count() == 1


class TestHelp:
    def test_the_supervisors_are_told_at_once_and_nobody_else(
        self, cast: Cast, report: Conversation
    ) -> None:
        browser_of(cast.consultant).post(page_of(report, "help/"))
        told = Notification.objects.filter(kind="conversation-help")
        assert [one.person for one in told] == [cast.supervisor]
        assert AuditEvent.objects.filter(verb="conversation.help_called").count() == 1

    def test_called_twice_it_is_one_call(self, cast: Cast, report: Conversation) -> None:
        for _ in range(2):
            browser_of(cast.consultant).post(page_of(report, "help/"))
        assert HelpCall.objects.count() == 1
        with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
            HelpCall.objects.create(conversation=report)

    def test_who_comes_is_named_to_whoever_called(self, cast: Cast, report: Conversation) -> None:
        actions.call_for_help(conversation=report, by=cast.consultant)
        client = browser_of(cast.supervisor)
        assert "prosi teraz o pomoc" in client.get(page_of(report)).content.decode()
        client.post(page_of(report, "coming/"))
        assert HelpCall.objects.get().coming == cast.supervisor
        told = Notification.objects.get(kind="conversation-help-comes")
        assert told.person == cast.consultant
        assert not Notification.objects.filter(kind="conversation-help", read_at=None).exists()
        text = browser_of(cast.consultant).get(page_of(report)).content.decode()
        assert cast.supervisor.full_name in text

    def test_the_second_who_comes_is_told_that_somebody_does(
        self, cast: Cast, report: Conversation
    ) -> None:
        other = make_person(Role.SUPERVISOR, cast.centre, "second@city.example")
        actions.call_for_help(conversation=report, by=cast.consultant)
        actions.say_coming(conversation=report, by=cast.supervisor)
        actions.say_coming(conversation=report, by=cast.supervisor)
        with pytest.raises(NotAllowed, match=cast.supervisor.full_name):
            actions.say_coming(conversation=report, by=other)

    def test_nobody_comes_to_themselves_or_to_nobody(
        self, cast: Cast, report: Conversation
    ) -> None:
        with pytest.raises(NotAllowed):
            actions.say_coming(conversation=report, by=cast.supervisor)
        actions.call_for_help(conversation=report, by=cast.consultant)
        with pytest.raises(NotAllowed):
            actions.say_coming(conversation=report, by=cast.consultant)

    def test_calling_loses_no_answer(self, cast: Cast, report: Conversation) -> None:
        page = browser_of(cast.consultant).post(page_of(report, "help/"), {"text": "Moja odpo"})
        assert "Moja odpo</textarea>" in page.content.decode()

    def test_whoever_closes_the_conversation_needs_nobody_any_more(
        self, cast: Cast, report: Conversation
    ) -> None:
        first = actions.call_for_help(conversation=report, by=cast.consultant)
        report.refresh_from_db()
        actions.close(conversation=report, version=report.version, by=cast.consultant)
        watching = browser_of(cast.supervisor)
        for page in ("/pl/staff/inbox/", page_of(report)):
            text = watching.get(page).content.decode()
            assert "prosi teraz o pomoc" not in text and "None" not in text
        assert not Notification.objects.filter(kind="conversation-help", read_at=None).exists()
        with pytest.raises(NotAllowed):
            actions.say_coming(conversation=report, by=cast.supervisor)
        actions.write_again(conversation=report, submission=uuid4(), text="Jeszcze coś.")
        assert not open_calls(cast.supervisor)  # an old call rings no more
        assert actions.call_for_help(conversation=report, by=cast.consultant) != first
        assert len(open_calls(cast.supervisor)) == 1

    def test_after_help_came_one_may_call_again(self, cast: Cast, report: Conversation) -> None:
        first = actions.call_for_help(conversation=report, by=cast.consultant)
        actions.say_coming(conversation=report, by=cast.supervisor)
        assert actions.call_for_help(conversation=report, by=cast.consultant) != first


class TestDanger:
    @pytest.fixture(autouse=True)
    def _procedure(self, gdansk: None) -> None:
        text = "Decyduje konsultant.\n" + "\n".join(f"- {step}" for step in STEPS)
        DeskSettings.objects.update(procedure={"pl": text})

    def test_it_is_one_key_away_on_each_page_of_a_conversation(
        self, cast: Cast, report: Conversation
    ) -> None:
        for who in (cast.consultant, cast.supervisor):
            text = browser_of(who).get(page_of(report)).content.decode()
            assert 'data-on-key="d F8"' in text and page_of(report, "danger/") in text

    def test_it_says_112_first_and_every_step(self, cast: Cast, report: Conversation) -> None:
        for path in (page_of(report, "danger/"), "/pl/staff/inbox/danger/"):
            text = browser_of(cast.consultant).get(path).content.decode()
            assert text.index("tel:112") < text.index("Decyduje konsultant")
            assert all(step in text for step in STEPS)

    def test_begun_ticked_and_ended_with_times(self, cast: Cast, report: Conversation) -> None:
        client = browser_of(cast.consultant)
        for done in ("begin", "begin", "0", "0", "end"):
            client.post(page_of(report, "danger/"), {"go": done})
        run = DangerRun.objects.get()
        assert run.begun_by == run.ended_by == cast.consultant and run.ended_at
        assert [(tick.step, tick.by) for tick in run.ticks.all()] == [(0, cast.consultant)]
        verbs = AuditEvent.objects.filter(verb__startswith="conversation.danger").count()
        assert verbs == 3
        assert Notification.objects.get(kind="conversation-danger").person == cast.supervisor
        text = client.get(page_of(report, "danger/")).content.decode()
        assert "niezrobione" in text, "what was left out is seen"

    def test_the_words_of_that_time_stay(self, cast: Cast, report: Conversation) -> None:
        actions.begin_danger(conversation=report, by=cast.consultant)
        DeskSettings.objects.update(procedure={"pl": "- Inaczej"})
        text = browser_of(cast.consultant).get(page_of(report, "danger/")).content.decode()
        assert STEPS[0] in text and "Inaczej" not in text

    @pytest.mark.parametrize("done", ["7", "99999999999", "-1", "x", "end", "0"])
    def test_what_does_not_fit_does_nothing(
        self, cast: Cast, report: Conversation, done: str
    ) -> None:
        if done == "7":
            actions.begin_danger(conversation=report, by=cast.consultant)
        page = browser_of(cast.consultant).post(
            page_of(report, "danger/"), {"go": done, "text": "Moja odpo"}
        )
        assert page.status_code == 200 and "Moja odpo" in page.content.decode()
        assert not DangerRun.objects.filter(ticks__isnull=False).exists()

    def test_one_procedure_at_a_time(self, cast: Cast, report: Conversation) -> None:
        actions.begin_danger(conversation=report, by=cast.consultant)
        with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
            DangerRun.objects.create(conversation=report)
        actions.begin_danger(conversation=make_report(), by=cast.consultant)
        assert DangerRun.objects.count() == 2

    def test_back_brings_the_answer_that_was_begun(self, cast: Cast, report: Conversation) -> None:
        page = browser_of(cast.consultant).post(page_of(report, "back/"), {"text": "Moja odpo"})
        assert "Moja odpo</textarea>" in page.content.decode()
