"""One key a city: what it opens, what it does not, and what happens without it."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from ostoja.privacy import keys
from ostoja.privacy.keys import (
    KeyMissing,
    create_key,
    decrypt,
    destroy_key,
    encrypt,
    forget_keys,
    keyed_hash,
    subkey,
)
from tenants.fence import NotEntered, entered, entered_platform

FIRST, SECOND = b"1" * 32, b"2" * 32


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path, settings: Any) -> Any:
    """Keys of two cities in a folder of their own."""
    settings.KEYS_ROOT = tmp_path / "keys"
    settings.ENCRYPTION_KEYS = [FIRST]
    forget_keys()
    for schema in ("city_gdansk", "city_gdynia"):
        create_key(schema)
    yield settings.KEYS_ROOT
    forget_keys()


class TestEncryption:
    @given(st.binary(max_size=200))
    def test_what_goes_in_comes_out(self, data: bytes) -> None:
        with entered("gdansk"):
            assert decrypt(encrypt(data, "note"), "note") == data

    def test_the_same_text_never_looks_the_same(self) -> None:
        with entered("gdansk"):
            assert len({encrypt(b"x", "note") for _ in range(50)}) == 50

    def test_another_city_cannot_open_it(self) -> None:
        with entered("gdansk"):
            data = encrypt(b"x", "note")
        with entered("gdynia"), pytest.raises(InvalidTag):
            decrypt(data, "note")

    def test_a_value_put_in_another_field_does_not_open(self) -> None:
        with entered("gdansk"), pytest.raises(InvalidTag):
            decrypt(encrypt(b"x", "cases.Note.text"), "cases.Case.summary")

    @pytest.mark.parametrize("at", [0, 5, 12, 20, -1])
    def test_one_changed_byte_is_noticed(self, at: int) -> None:
        with entered("gdansk"):
            data = bytearray(encrypt(b"some text", "note"))
            data[at] ^= 1
            with pytest.raises(InvalidTag):
                decrypt(bytes(data), "note")

    def test_nowhere_there_is_no_key(self) -> None:
        with pytest.raises(NotEntered):
            encrypt(b"x", "note")


class TestHashes:
    def test_they_differ_by_city_purpose_and_content(self) -> None:
        found = set()
        for slug in ("gdansk", "gdynia"):
            with entered(slug):
                found |= {keyed_hash(purpose, data) for purpose in "ab" for data in (b"1", b"2")}
        assert len(found) == 8
        assert {len(digest) for digest in found} == {32}

    def test_they_stay_the_same(self) -> None:
        with entered("gdansk"):
            before = keyed_hash("a", b"1")
            forget_keys()
            assert keyed_hash("a", b"1") == before

    def test_no_key_serves_two_purposes(self) -> None:
        with entered("gdansk"):
            assert len({subkey("encryption"), subkey("receipt code"), subkey("x")}) == 3


class TestFiles:
    def test_a_key_is_made_once(self, key_folder: Path) -> None:
        before = (key_folder / "city_gdansk.json").read_bytes()
        create_key("city_gdansk")
        assert (key_folder / "city_gdansk.json").read_bytes() == before

    def test_only_their_owner_reads_them(self, key_folder: Path) -> None:
        file = key_folder / "city_gdansk.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(key_folder.stat().st_mode) & 0o077 == 0

    def test_the_file_alone_opens_nothing(self, key_folder: Path) -> None:
        document = json.loads((key_folder / "city_gdansk.json").read_text())
        assert set(document) == {"nonce", "key"}
        with entered("gdansk"):
            assert keys._key(str(key_folder), "city_gdansk").hex() not in str(document)

    def test_a_citys_file_under_another_name_does_not_open(self, key_folder: Path) -> None:
        stolen = (key_folder / "city_gdansk.json").read_bytes()
        (key_folder / "city_gdynia.json").write_bytes(stolen)
        with entered("gdynia"), pytest.raises(KeyMissing, match="None of ENCRYPTION_KEYS"):
            subkey("x")

    def test_a_missing_file_says_what_to_do(self) -> None:
        with entered("slupsk"), pytest.raises(KeyMissing, match="Restore the file"):
            encrypt(b"x", "note")

    def test_destroying_it_erases_what_it_opened(self) -> None:
        with entered("gdansk"):
            data = encrypt(b"x", "note")
            destroy_key("city_gdansk")
            destroy_key("city_gdansk")
            with pytest.raises(KeyMissing):
                decrypt(data, "note")
            create_key("city_gdansk")
            with pytest.raises(InvalidTag):
                decrypt(data, "note")

    def test_the_platforms_own_schema_has_one_too(self) -> None:
        create_key("public")
        with entered_platform():
            assert decrypt(encrypt(b"x", "note"), "note") == b"x"


class TestRotation:
    def test_an_older_wrapping_key_still_opens(self, settings: Any) -> None:
        with entered("gdansk"):
            data = encrypt(b"x", "note")
            settings.ENCRYPTION_KEYS = [SECOND, FIRST]
            forget_keys()
            assert decrypt(data, "note") == b"x"

    def test_without_it_the_message_says_which_to_set(self, settings: Any) -> None:
        settings.ENCRYPTION_KEYS = [SECOND]
        forget_keys()
        with entered("gdansk"), pytest.raises(KeyMissing, match="Set the one it was made with"):
            subkey("x")


class TestKeysOfCitiesThatComeIntoBeing:
    def test_a_provisional_key_is_made_anew(self) -> None:
        assert keys.begin_key("city_sopot")
        with entered("sopot"):
            first = subkey("anything")
        assert keys.begin_key("city_sopot")
        with entered("sopot"):
            assert subkey("anything") != first

    def test_a_settled_one_never_is(self) -> None:
        keys.begin_key("city_sopot")
        keys.settle_key("city_sopot")
        assert not keys.begin_key("city_sopot")
        assert not keys.begin_key("city_gdansk")

    def test_a_copy_is_provisional_too(self) -> None:
        keys.copy_key("city_gdansk", "city_sopot")
        keys.copy_key("city_gdynia", "city_sopot")
        assert keys.subkey_of("city_sopot", "x") == keys.subkey_of("city_gdynia", "x")
        keys.settle_key("city_sopot")
        with pytest.raises(FileExistsError):
            keys.copy_key("city_gdansk", "city_sopot")

    def test_one_that_another_process_destroyed_is_not_copied(self, key_folder: Path) -> None:
        assert keys.subkey_of("city_gdansk", "x")
        (key_folder / "city_gdansk.json").unlink()
        with pytest.raises(KeyMissing):
            keys.copy_key("city_gdansk", "city_sopot")

    def test_one_that_is_cut_off_is_missing(self, key_folder: Path) -> None:
        (key_folder / "city_sopot.json").write_text("")
        with pytest.raises(KeyMissing, match="cut off"):
            keys.subkey_of("city_sopot", "x")

    def test_a_destroyed_one_leaves_nothing(self, key_folder: Path) -> None:
        before = set(key_folder.iterdir())
        keys.begin_key("city_sopot")
        destroy_key("city_sopot")
        assert set(key_folder.iterdir()) == before
