"""Two coordinators at the very same moment."""

from uuid import uuid4

from casework.partners.actions import merge_organisations, separate_organisations
from casework.partners.merging import CannotMerge
from casework.partners.models import Organisation, OrganisationMerge
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.partners.doubles import choices_for, double_of
from tests.casework.partners.test_races import AT_ONCE, all_at_once, how_many, prepared


def test_of_several_who_merge_one_does_and_the_others_are_told(committed_database: str) -> None:
    cast = prepared()
    with entered("gdansk"):
        double = double_of(cast)
    pair = [cast.partner, double]

    def work(number: int) -> object:
        kept, merged = pair[number % 2], pair[1 - number % 2]
        try:
            return merge_organisations(
                kept=kept,
                merged=merged,
                versions=(1, 1),
                choices=choices_for(kept, merged),
                submission=uuid4(),
                by=cast.coordinator,
            )
        except CannotMerge as refusal:
            return refusal

    results = all_at_once(work)
    assert how_many(results, OrganisationMerge) == 1
    assert how_many(results, CannotMerge) == AT_ONCE - 1
    with entered("gdansk"):
        assert Organisation.objects.filter(pk__in=[one.pk for one in pair]).count() == 1
        [merge] = OrganisationMerge.objects.all()
    all_at_once(lambda _one: separate_organisations(merge=merge, by=cast.coordinator))
    with entered("gdansk"):
        assert AuditEvent.objects.filter(verb="partner.separated").count() == 2
        assert double.services.count() == 1
