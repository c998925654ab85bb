"""The first steps of an operator's programmer: a county is onboarded and backed up.

A test walks them, command by command.
"""

from django.utils.translation import gettext_lazy as _

from api.openapi.first_steps import TOKEN, Step, curl, post

COUNTY = (
    '{"slug": "malborski", "name": "Powiat malborski", "teryt": "2209", "blueprint": "msik",'
    ' "admin_email": "admin@malborski.example"}'
)
STEPS = (
    Step(
        _(
            "Make a token: sign in, open “Tokens for programs” in the menu under your name, choose"
            " as little as the program needs, and copy the token. On the server the command does"
            " the same."
        ),
        "ostoja token create --operator operator@ostoja.example"
        " --scope cities:write --scope jobs:read",
    ),
    Step(
        _("See whether it works, and for whom."),
        curl(TOKEN, "{base}/api/v1/me/"),
    ),
    Step(
        _("List the cities. “is_behind” says which of them need an upgrade."),
        curl(TOKEN, "{base}/api/v1/cities/"),
    ),
    Step(
        _(
            "Onboard a county. What cannot be taken is named in “errors”. The answer holds the link"
            " that lets its first administrator in: give it to that person and to nobody else."
            " If the connection broke, send the same again with the same Idempotency-Key."
        ),
        post("cities/", COUNTY),
    ),
    Step(
        _("Back it up. The answer is a job; its address stands in the header Location."),
        post("cities/malborski/backup/", "{}"),
    ),
    Step(
        _(
            "Follow the job every few seconds, until its state is done. “error” says what to do"
            " when it failed."
        ),
        curl("-i", TOKEN, "{base}/api/v1/jobs/$JOB/"),
    ),
    Step(
        _("See the bundle. With its name …/restore/ brings the city back."),
        curl(TOKEN, "{base}/api/v1/cities/malborski/bundles/"),
    ),
)
