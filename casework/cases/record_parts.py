"""What is written in a case, elsewhere: on its page, the first page, and in the data of a city."""

from casework.cases import (
    due,
    panels,
    people_page,
    plan,
    plan_page,
    privacy_loading,
    record_loading,
)
from ostoja.accounts import home
from tenants import parts


def register_all() -> None:
    """Called when the app starts."""
    panels.register(40, people_page.panel)
    panels.register(45, plan_page.panel)
    panels.register_history(plan_page.history)
    due.register("plan", plan.soonest_review)
    home.register(plan_page.home_panel, order=32, module="cases")
    parts.register("case_notes", record_loading.load_notes, order=65)
    parts.register("case_people", record_loading.load_people, order=66)
    parts.register("case_plans", record_loading.load_plans, order=67)
    parts.register("data_requests", privacy_loading.load_requests, order=68)
    parts.register("breaches", privacy_loading.load_breaches, order=68)
