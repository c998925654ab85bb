"""Pages for residents: no session, no cookie, no JavaScript needed."""
