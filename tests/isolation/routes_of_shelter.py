"""Routes of the shelter: houses, beds, stays, holds, the waiting list and figures."""

from tests.isolation.route import Route, changes, of_shelter, pk_of

SHELTER = {
    "shelter": Route("consultant", shows=True),
    "facility": Route("consultant", of_shelter("facility"), shows=True),
    "facility_new": Route("supervisor"),
    "facility_edit": Route("supervisor", of_shelter("facility"), shows=True),
    "facility_beds": Route("supervisor", of_shelter("facility"), shows=True),
    "bed_new": Route("supervisor", of_shelter("facility")),
    "bed_edit": Route("supervisor", of_shelter("bed"), shows=True),
    "bed_close": Route("supervisor", of_shelter("bed"), shows=True),
    "bed_reopen": changes("supervisor", of_shelter("closure")),
    "case_bed": Route("consultant", pk_of("case"), shows=True),
    "waiting_new": Route("consultant", pk_of("case"), shows=True),
    "stay_admit": Route(
        "consultant",
        lambda world: {"pk": world.case.pk, "facility_pk": world.shelter.facility.pk},
        shows=True,
    ),
    "stay": Route("consultant", of_shelter("stay"), shows=True),
    "stay_next": Route("consultant", of_shelter("stay")),
    "stay_beds": Route("consultant", of_shelter("stay"), shows=True),
    "stay_discharge": Route("consultant", of_shelter("stay")),
    "hold_new": Route("coordinator", pk_of("referral"), shows=True),
    "hold_end": changes("coordinator", of_shelter("hold")),
    "shelter_waiting": Route("consultant", shows=True),
    "waiting_end": changes("consultant", of_shelter("waiting")),
    "shelter_figures": Route("supervisor", shows=True),
    "shelter_figures_csv": Route("supervisor", shows=True),
}
