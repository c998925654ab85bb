"""Routes of playbooks: who may use each, with which ids, and what it shows."""

from tests.isolation.route import Route, changes, of_work, pk_of

PLAYBOOKS = {
    "playbooks": Route("consultant", shows=True),
    "playbook": Route("consultant", of_work("playbook"), shows=True),
    "playbook_new": Route("administrator"),
    "playbook_draft": changes("administrator", of_work("playbook")),
    "playbook_edit": Route("administrator", of_work("playbook"), shows=True),
    "playbook_publish": changes("administrator", of_work("playbook")),
    "playbook_discard": changes("administrator", of_work("playbook")),
    "playbook_approve": changes("supervisor", of_work("playbook")),
    "playbook_switch": changes("administrator", of_work("playbook")),
    "playbook_step_new": Route("administrator", of_work("playbook"), shows=True),
    "playbook_step_edit": Route("administrator", of_work("step"), shows=True),
    "playbook_step_move": changes(
        "administrator", lambda world: {"pk": world.work.step.pk, "way": "up"}
    ),
    "playbook_run": Route("coordinator", of_work("run"), shows=True),
    "playbook_run_stop": Route("coordinator", of_work("run"), shows=True),
    "case_playbook_start": Route("coordinator", pk_of("case"), shows=True),
}
