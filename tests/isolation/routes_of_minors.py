"""Routes of the protection of minors: standards, who has read them, interventions."""

from tests.isolation.route import Arguments, Route, changes


def of_minors(name: str) -> Arguments:
    """The key of something of this room."""
    return lambda world: {"pk": getattr(world.minors, name).pk}


STANDARDS, EDITION, DRAFT = of_minors("standards"), of_minors("edition"), of_minors("draft")
CARD = of_minors("card")

MINORS = {
    "child_protection": Route(),
    "child_protection_body": Route(arguments=STANDARDS, shows=True),
    "child_protection_full": Route(arguments=STANDARDS, shows=True),
    "child_protection_print": Route(arguments=STANDARDS),
    "child_protection_file": Route(arguments=of_minors("kept"), shows=True),
    "minors": Route("consultant", shows=True),
    "minors_new": Route("administrator"),
    "minors_standards": Route("consultant", STANDARDS, shows=True),
    "minors_draft": changes("administrator", STANDARDS),
    "minors_responsible_new": Route("administrator", STANDARDS),
    "minors_review_new": Route("administrator", STANDARDS),
    "minors_responsible_end": changes("administrator", of_minors("responsible")),
    "minors_edition": Route("consultant", EDITION, shows=True),
    "minors_read": changes("consultant", EDITION),
    "minors_draft_edit": Route("administrator", DRAFT, shows=True),
    "minors_annex_new": Route("administrator", DRAFT, shows=True),
    "minors_file_new": Route("administrator", DRAFT, shows=True),
    "minors_adopt": Route("administrator", DRAFT, shows=True),
    "minors_discard": changes("administrator", DRAFT),
    "minors_readers": Route("administrator", EDITION, shows=True),
    "minors_readers_csv": Route("administrator", EDITION),
    "minors_annex_edit": Route("administrator", of_minors("annex"), shows=True),
    "minors_annex_remove": changes("administrator", of_minors("annex")),
    "minors_file": Route("consultant", of_minors("kept"), shows=True),
    "minors_file_remove": changes("administrator", of_minors("file")),
    "interventions": Route("consultant"),
    "intervention_new": Route("consultant"),
    "intervention": Route("consultant", CARD, shows=True),
    "intervention_entry": Route("consultant", CARD),
    "intervention_circle": Route("consultant", CARD),
    "intervention_close": Route("consultant", CARD),
    "intervention_reopen": Route("consultant", CARD),
    "intervention_print": Route("consultant", CARD),
}
