"""Operations of consents, links, sending on and "why not?": who may use them."""

from tests.isolation.operation import (
    CONFLICT,
    INVALID,
    OK,
    Operation,
    adds,
    of_case,
    of_need,
    pk,
    reads,
    step,
)

OF_CASES: dict[str, Operation] = {
    "unmet_needs_retrieve": reads("analyst", shows=False),
    "case_need_why_not_why_not": reads("coordinator", of_need, shows=False),
    "case_consents_list": reads("coordinator", of_case),
    "case_consents_create": adds(
        "coordinator",
        lambda world: {
            "purpose": world.canary,
            "receivers": [str(world.cast.partner.pk)],
            "data": ["basics"],
            "given_on": "2026-01-02",
            "given_by": "person",
            "way": "writing",
        },
        of_case,
        shows=True,
    ),
    "case_consent_withdraw": Operation(
        "coordinator",
        lambda world: {"case_pk": world.case.pk, "pk": world.person_consent.pk},
        shows=True,
    ),
    "case_conflicts_list": reads("coordinator", of_case),
    "case_conflicts_create": adds(
        "coordinator",
        lambda world: {
            "organisation": str(world.cast.partner.pk),
            "kind": "relative",
            "reason": world.canary,
        },
        of_case,
        shows=True,
    ),
    "case_conflict_lift": Operation(
        "coordinator",
        lambda world: {"case_pk": world.case.pk, "pk": world.work.conflict.pk},
        body=lambda world: {"because": world.canary},
        shows=True,
    ),
}
OF_REFERRALS: dict[str, Operation] = {
    "referrals_send_on_send_on": Operation(
        "coordinator",
        pk("referral"),
        body=lambda world: {"service": str(world.service.pk)},
        expects=frozenset({INVALID, CONFLICT}),
    ),
    # Its receiver has no e-mail address: tests/casework/referrals/test_linked.py has one.
    "referrals_link_link": step("coordinator", "referral", CONFLICT),
    "referrals_acknowledge_acknowledge": step("coordinator", "transfer", OK, shows=True),
}
