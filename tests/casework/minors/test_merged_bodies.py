"""Two records of one body become one: a body has one set of standards."""

from casework.minors.models import Standards
from tests.casework.minors.making import make_edition
from tests.casework.partners.doubles import double_of, merge
from tests.cast import Cast


def test_the_standards_follow_where_the_kept_record_has_none(cast: Cast) -> None:
    double = double_of(cast)
    standards = make_edition(cast, double).standards
    merge(cast, cast.partner, double)
    standards.refresh_from_db()
    assert standards.organisation == cast.partner


def test_where_both_have_them_each_stays_where_it_is(cast: Cast) -> None:
    double = double_of(cast)
    theirs, ours = (make_edition(cast, body).standards for body in (double, cast.partner))
    merge(cast, cast.partner, double)
    assert {one.pk for one in Standards.objects.filter(organisation=cast.partner)} == {ours.pk}
    theirs.refresh_from_db()
    assert theirs.organisation_id == double.pk
