"""Names of domains: every way of writing one gives the same name, and what is none is refused."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tenants.domains.names import NotADomain, deception_in, kept, shown


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("sopot.example.pl", "sopot.example.pl"),
        ("  Sopot.Example.PL.  ", "sopot.example.pl"),
        ("Łódź.example", "xn--d-uga0v4h.example"),
        ("ŁÓDŹ。example", "xn--d-uga0v4h.example"),
        ("XN--D-UGA0V4H.example", "xn--d-uga0v4h.example"),
        ("ｓｏｐｏｔ.example", "sopot.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("київ.example", "xn--b1alf1j.example"),
        ("a" * 63 + ".pl", "a" * 63 + ".pl"),
    ],
)
def test_one_name_however_it_is_written(written: str, host: str) -> None:
    assert kept(written) == host


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "not a domain name"),
        (".", "not a domain name"),
        ("so pot.pl", "without https"),
        ("https://sopot.pl", "without https"),
        ("sopot.pl:8000", "without https"),
        ("sopot.pl/pomoc", "without https"),
        ("*.sopot.pl", "without https"),
        ("ktos@sopot.pl", "without https"),
        ("-sopot.pl", "not a domain name"),
        ("sopot-.pl", "not a domain name"),
        ("so_pot.pl", "not a domain name"),
        ("so--pot.pl", "not a domain name"),
        ("sopot..pl", "not a domain name"),
        ("sopot.pl..", "not a domain name"),
        ("xn--a.pl", "not a domain name"),
        ("sopot\x00.pl", "not a domain name"),
        ("sopot\u202e.pl", "not a domain name"),
        ("☎.pl", "not a domain name"),
        ("a" * 64 + ".pl", "not a domain name"),
        (("a" * 63 + ".") * 4 + "pl", "not a domain name"),
        ("ż" * 60 + ".pl", "not a domain name"),
        ("192.0.2.7", "IP address"),
        ("192.0.2.7.", "IP address"),
        ("2001:db8::1", "IP address"),
        ("[2001:db8::1]", "IP address"),
        ("3221225991", "IP address"),
        ("0xc0.0", "IP address"),
        ("sopot.0x7f", "IP address"),
        ("１９２．0．2．1", "IP address"),
    ],
)
def test_what_is_none_is_refused_with_its_reason(written: str, words: str) -> None:
    with translation.override("en"), pytest.raises(NotADomain) as raised:
        kept(written)
    assert words in str(raised.value)


@given(st.text(max_size=80))
def test_any_text_is_a_name_in_its_kept_form_or_refused(written: str) -> None:
    try:
        host = kept(written)
    except NotADomain:
        return
    assert host.isascii()
    assert host == host.lower()
    assert kept(host) == host


def test_people_read_their_own_letters() -> None:
    assert shown("xn--d-uga0v4h.example") == "łódź.example"
    assert shown("sopot.example") == "sopot.example"
    assert shown("xn--\x00") == "xn--\x00"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("sоpot.example", "several alphabets"),
        ("pomoc.gdаńsk.example", "several alphabets"),
        ("ѕорот.example", "looks as if"),
        ("ορατ.example", "looks as if"),
        ("sopoτ.example", "several alphabets"),
        ("mıasto.example", "another letter"),
        ("ɡdynia.example", "another letter"),
    ],
)
def test_a_name_that_looks_like_another_is_refused(written: str, words: str) -> None:
    with translation.override("en"):
        assert words in deception_in(kept(written))


@pytest.mark.parametrize(
    "written",
    ["łódź.pl", "gdańsk.example", "straße.example", "допомога.example", "1-2.sopot.pl", "são.pl"],
)
def test_honest_names_pass(written: str) -> None:
    assert deception_in(kept(written)) == ""
