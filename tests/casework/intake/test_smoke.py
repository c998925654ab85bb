from tests.cast import browser_of
def test_x(gdansk):
    c = browser_of(None)
    for p in ["/", "/pl/", "/pl/contact/", "/q/xxx", "/de/return/"]:
        r = c.get(p)
        print(p, r.status_code, r.headers.get("Location"))
        print(r.content.decode()[-1500:] if p.startswith("/pl/c") else "")
    r = c.post("/pl/contact/", {"text": "abc"})
    print(r.status_code, r.content.decode()[3000:5000])
