"""Colours in the wizard: tried, refused with the nearest that can be read, taken."""

import re

from django.test import Client

from tenants.console.models import Draft
from tenants.fence import entered_platform
from tests.tenants.console.test_onboarding import page_of, text


def test_colours_are_tried_before_they_are_kept(console: Client, draft: Draft) -> None:
    page = page_of(draft, "colours")
    typed = {"colour": "#ffff00", "accent": "#ff0000"}
    tried = text(console.post(page, {**typed, "try": "1"}, follow=True))
    assert "cannot be read on every ground" in tried
    assert "/brand/ffff00-ff0000.css?try=1" in tried
    live = text(console.get(page, typed))
    assert "cannot be read on every ground" in live
    sheet = console.get("/brand/ffff00-ff0000.css?try=1")
    assert sheet.status_code == 200
    with entered_platform():
        assert Draft.objects.get().answers == {}


def test_the_proposed_colour_is_taken_with_one_press(console: Client, draft: Draft) -> None:
    page = page_of(draft, "colours")
    typed = {"colour": "#ffff00", "accent": "#ff0000"}
    refused = text(console.post(page, typed, follow=True))
    [nearest] = re.findall(r'name="take"\s+value="(#[0-9a-f]{6})"', refused)
    assert "Take" not in text(console.get(page, {**typed, "colour": nearest}))
    answer = console.post(page, {**typed, "take": nearest})
    assert answer["Location"] == page_of(draft, "administrator")
    with entered_platform():
        assert Draft.objects.get().answers["colour"] == nearest
