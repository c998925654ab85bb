"""Routes of referrals: who may use each, with which ids, and what it shows."""

from tests.isolation.route import Route, changes, pk_of

REFERRALS = {
    "case_hand_over": Route("consultant", pk_of("case"), expects=frozenset({302})),
    "case_refer": Route("coordinator", pk_of("case"), shows=True),
    "case_refer_why_not": Route(
        "coordinator",
        lambda world: {"pk": world.case.pk, "need_pk": world.case_need.pk},
        shows=True,
    ),
    "case_transfer": Route("coordinator", pk_of("case")),
    "referrals": Route("partner_worker", shows=True),
    "referral_workflow": Route("partner_worker"),
    "referral": Route("partner_worker", pk_of("referral"), shows=True),
    "referral_edit": Route("coordinator", pk_of("referral"), expects=frozenset({200, 302})),
    "referral_acknowledge": changes("coordinator", pk_of("transfer")),
    "referral_send_on": changes("coordinator", pk_of("referral")),
    "referral_rules": Route("administrator", shows=True),
    # It is not accepted; tests/casework/referrals/test_outside.py has one that is.
    "referral_appointment": Route(
        "partner_worker", pk_of("referral"), expects=frozenset({200, 404})
    ),
    "case_outside_new": Route("coordinator", pk_of("case"), expects=frozenset({200, 302})),
    # Nobody outside was asked; tests/casework/referrals/test_outside.py asks somebody.
    "case_outside": Route(
        "coordinator",
        lambda world: {"pk": world.case.pk, "outside_pk": world.referral.pk},
        expects=frozenset({404}),
    ),
    "case_outside_letter": Route(
        "coordinator",
        lambda world: {"pk": world.case.pk, "outside_pk": world.referral.pk},
        method="post",
        expects=frozenset({404}),
    ),
    "referral_letter": Route(
        "coordinator", pk_of("referral"), method="post", expects=frozenset({200, 404})
    ),
    "referral_link": changes("coordinator", pk_of("referral")),
    "referral_move": Route(
        "partner_worker", lambda world: {"pk": world.referral.pk, "state": "accepted"}
    ),
}
