"""The night's round, as the clock starts it."""

import pytest

from ostoja.privacy.retention.models import RetentionRun
from ostoja.privacy.retention.tasks import carry_out, nightly
from tenants.fence import NotEntered, entered
from tests.platform.ostoja.privacy.retention.situations import report


def test_a_run_is_carried_out_once(gdansk: None) -> None:
    report(400)
    nightly_run = RetentionRun.objects.create()
    assert carry_out.apply(args=[str(nightly_run.pk)], headers=_headers()).get() == 1
    assert carry_out.apply(args=[str(nightly_run.pk)], headers=_headers()).get() == 0


def test_the_night_makes_a_run_of_nobody(gdansk: None) -> None:
    nightly.apply(headers=_headers())
    assert RetentionRun.objects.get().asked_by is None


def test_without_a_city_nothing_runs(db: None) -> None:
    with pytest.raises(NotEntered):
        nightly()


def test_each_city_keeps_its_own_periods(gdansk: None) -> None:
    report(400)
    with entered("gdynia"):
        kept = report(400)
    carry_out.apply(args=[str(RetentionRun.objects.create().pk)], headers=_headers())
    with entered("gdynia"):
        assert type(kept).objects.filter(pk=kept.pk).exists()


def _headers() -> dict[str, str]:
    return {"ostoja_schema": "city_gdansk"}
