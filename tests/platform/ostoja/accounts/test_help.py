"""Help as people meet it on pages for staff."""

from tests.cast import Cast, browser_of


def test_it_stands_closed_beside_the_page(cast: Cast) -> None:
    page = browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()
    assert page.count('<details class="ostoja-help') == 1
    assert "najpierw dzieci" in page and "<details open" not in page


def test_strangers_get_none(cast: Cast) -> None:
    for path in ("/pl/staff/sign-in/", "/pl/", "/pl/staff/nowhere/"):
        assert "ostoja-help" not in browser_of(None).get(path).content.decode()
