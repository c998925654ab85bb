"""What the first page says of what goes and of what is kept back."""

import pytest
from django.utils.translation import override

from ostoja.accounts.home import Pressing
from ostoja.privacy.retention import home
from tests.cast import Cast
from tests.platform.ostoja.privacy.retention.situations import closed_case
from tests.platform.ostoja.privacy.retention.test_actions import hold


@pytest.fixture(autouse=True)
def _english() -> object:
    with override("en"):
        yield


def test_what_goes_tonight_and_within_a_month_is_told(cast: Cast) -> None:
    panel = home.deleted_next(cast.officer)
    assert panel is not None and not panel.is_full and panel.empty
    closed_case(cast, 3_640)
    panel = home.deleted_next(cast.officer)
    assert panel is not None
    assert [(row.meta, row.pressing) for row in panel.rows] == [
        ("within 30 days: 1", Pressing.LATER)
    ]
    closed_case(cast, 4_000)
    panel = home.deleted_next(cast.administrator)
    assert panel is not None
    assert [(row.meta, row.pressing) for row in panel.rows] == [("tonight: 1", Pressing.TODAY)]


def test_what_is_kept_back_is_asked_about(cast: Cast) -> None:
    assert home.kept_back(cast.officer) is None
    hold(closed_case(cast, 4_000), cast)
    panel = home.kept_back(cast.officer)
    assert panel is not None and len(panel.rows) == 1


def test_it_is_for_those_who_look_after_data(cast: Cast) -> None:
    for person in (cast.consultant, cast.coordinator, cast.analyst, cast.supervisor):
        assert home.deleted_next(person) is None and home.kept_back(person) is None
