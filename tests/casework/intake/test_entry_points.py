"""The page of entry points, and their pictures."""

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake.qr import picture_of, qr_file
from tests.casework.intake.reports import make_entry_point, make_report
from tests.cast import Cast, browser_of


def test_each_point_shows_its_address_its_picture_and_its_reports(cast: Cast) -> None:
    point = make_entry_point(place="Poczekalnia", is_sample=True)
    make_entry_point("ZZZZZZ", is_active=False)
    for _ in range(3):
        make_report(entry_point=point)
    page = browser_of(cast.administrator).get("/pl/staff/entry-points/")
    text = page.content.decode()
    address = "http://gdansk.localhost/q/HWP7K3"
    assert address in text.replace("<wbr>", "") and picture_of(address) in text
    assert "Poczekalnia" in text and "wycofany" in text and "dane przykładowe" in text
    counts = {one.code: one.reports for one, _picture in page.context["points"]}
    assert counts["HWP7K3"] == 3 and counts["ZZZZZZ"] == 0


@pytest.mark.parametrize(
    ("kind", "content_type", "start"),
    [("svg", "image/svg+xml", b"<?xml"), ("png", "image/png", b"\x89PNG")],
)
def test_a_picture_can_be_saved(cast: Cast, kind: str, content_type: str, start: bytes) -> None:
    point = make_entry_point()
    answer = browser_of(cast.consultant).get(f"/pl/staff/entry-points/{point.pk}.{kind}")
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="HWP7K3.{kind}"'
    assert answer.content.startswith(start)
    assert answer.content == qr_file("http://gdansk.localhost/q/HWP7K3", kind)


@pytest.mark.parametrize(
    "path", ["x.svg", "5d4e7b9e-5f5c-4d3a-9f6e-3a1d2c4b5a69.png", f"{'-' * 36}.svg"]
)
def test_what_is_not_there_is_404(cast: Cast, path: str) -> None:
    assert browser_of(cast.consultant).get(f"/pl/staff/entry-points/{path}").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "analyst", "member"])
def test_for_others_there_is_no_such_page(cast: Cast, who: str) -> None:
    point = make_entry_point()
    for path in ("", f"{point.pk}.svg"):
        answer = browser_of(getattr(cast, who)).get(f"/pl/staff/entry-points/{path}")
        assert answer.status_code == 404


def test_another_citys_points_are_not_there(cast: Cast) -> None:
    from tenants.fence import entered
    from tests.cast import make_cast

    point = make_entry_point()
    with entered("elblag"):
        client = browser_of(make_cast().consultant, "elblag")
        assert client.get(f"/pl/staff/entry-points/{point.pk}.svg").status_code == 404
        assert "HWP7K3" not in client.get("/pl/staff/entry-points/").content.decode()


def test_the_page_asks_as_much_for_many_as_for_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2, 8):
        make_report(entry_point=make_entry_point(f"HWP7K{number}"))
    client = browser_of(cast.consultant)
    client.get("/pl/staff/entry-points/")
    with django_assert_max_num_queries(8):
        client.get("/pl/staff/entry-points/")
