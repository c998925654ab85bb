"""Two people changing the same thing at once: the second is told."""

import pytest

from casework.cases.models import Case
from ostoja.access.versions import StaleObject, lock
from tests.cast import Cast
from tests.platform.ostoja.access.test_door import make_case


def test_the_version_that_was_shown_is_raised(cast: Cast) -> None:
    case = make_case(cast.centre)
    row = lock(Case, case.pk, 1)
    row.save()
    assert Case.objects.get(pk=case.pk).version == 2


def test_an_older_one_is_refused_with_how_it_is_now(cast: Cast) -> None:
    case = make_case(cast.centre)
    lock(Case, case.pk, 1).save()
    with pytest.raises(StaleObject) as caught:
        lock(Case, case.pk, 1)
    assert caught.value.current.pk == case.pk
    assert Case.objects.get(pk=case.pk).version == 2


def test_what_is_gone_is_absent(cast: Cast) -> None:
    case = make_case(cast.centre)
    Case.objects.filter(pk=case.pk).delete()
    with pytest.raises(Case.DoesNotExist):
        lock(Case, case.pk, 1)
