import pytest
from django.test import Client

from tests.cast import Cast, browser_of


@pytest.mark.parametrize(
    "path",
    [
        "/pl/",
        "/uk/contact/",
        "/de/return/",
        "/pl/partners/",
        "/pl/accessibility/statement/",
        "/pl/accessibility/display/",
        "/pl/nope/",
    ],
)
def test_look(cast: Cast, path: str) -> None:
    b = Client(HTTP_HOST="gdansk.localhost")
    r = b.get(path)
    assert "accessibility/easy/on" in r.content.decode()
    lang = path[:4]
    assert b.get(f"{lang}accessibility/easy/on/?back={path}").url == path
    r = b.get(path)
    h = r.content.decode()
    assert "ostoja-easy__line" in h, h[2000:6000]
    print(h[h.find("<main") : h.find("</main")][:3000])


def test_staff(cast: Cast) -> None:
    b = browser_of(cast.administrator)
    r = b.get("/pl/staff/accessibility/easy/")
    assert r.status_code == 200
    r = b.get("/pl/staff/accessibility/easy/start/pl/")
    assert r.status_code == 200
    h = r.content.decode()
    print(h[h.find("<main") :][:6000])
