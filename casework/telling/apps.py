"""Telling people as a Django app."""

from django.apps import AppConfig

MODULE = "referrals"


class TellingConfig(AppConfig):
    name = "casework.telling"
    label = "telling"

    def ready(self) -> None:
        from casework.cases import task_effects
        from casework.referrals import following
        from casework.telling import (
            home,
            loading,
            merging,
            notices,
            on_case,
            personal,
            presenters,
            retention,
        )
        from casework.telling.actions import arising
        from casework.telling.actions import notices as neutral
        from casework.telling.help import HELP
        from casework.telling.selectors import any_waiting
        from ostoja.accounts import along as along_with_people
        from ostoja.accounts import home as first_page
        from ostoja.privacy.retention import classes
        from ostoja.ui import page_help
        from tenants import parts

        following.register(
            "telling",
            arising.follow_referral,
            meeting=arising.follow_meeting,
            outside=arising.follow_outside,
        )
        task_effects.register(arising.follow_task)
        task_effects.register_moved(arising.follow_move)
        along_with_people.register(home.WAITING, any_waiting)
        first_page.register(home.to_tell, order=19, module=MODULE)
        for part in (on_case, presenters, notices, neutral, merging, personal):
            part.register_all()
        classes.register_before("cases", retention.delete_tellings)
        page_help.register(HELP)
        parts.register("tellings", loading.load_tellings, order=71)
