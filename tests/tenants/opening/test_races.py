"""Two administrators open the city in the same moment: one opens it, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tenants.models import Stage
from tenants.opening.actions import NotInPreparation, open_city
from tests.cast import make_cast
from tests.tenants.opening.making import make_ready, set_stage, stage_of


def test_one_of_two_opens_it(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        people = [cast.administrator.email, make_ready(cast).email]
        set_stage(Stage.PREPARING)
    together = Barrier(2)

    def opens(email: str) -> str:
        try:
            with entered("gdansk"):
                by = User.objects.get(email=email)
                together.wait(timeout=20)
                open_city(by=by)
                return "opened"
        except NotInPreparation as refusal:
            return f"told that it is {refusal.stage}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(opens, people)) == ["opened", "told that it is running"]
    assert stage_of("gdansk") == Stage.RUNNING
    with entered("gdansk"):
        assert AuditEvent.objects.filter(verb="city.opened", details={}).count() == 1
