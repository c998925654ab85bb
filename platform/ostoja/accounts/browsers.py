"""A browser in words that its owner knows, out of what it says of itself."""

# The first that fits: most browsers also say the names of others.
PROGRAMS = (
    ("Edg", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def described(user_agent: str) -> str:
    """Program and system, such as "Firefox, Windows"; what was sent where neither is known."""
    return known_words(user_agent) or user_agent


def known_words(user_agent: str) -> str:
    """The same in our words only, for e-mails; empty where neither is known."""
    known = (_first(PROGRAMS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(filter(None, known))


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in table if sign in text), "")
