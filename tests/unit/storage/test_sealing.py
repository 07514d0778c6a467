"""Sealed words open only with their owners' keys, in their own place."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from core.errors import NotReadyError
from core.settings import Settings
from storage.keyring import KeyDestroyedError, Keyring
from storage.sealing import UnsealableError, master_key, seal, unseal

NOW = datetime(2026, 10, 14, tzinfo=UTC)
MASTER = b"a master key that only tests use"


def test_what_is_sealed_opens_again() -> None:
    sealed = seal(bytes(32), "notes.text:1", b"tired on Mondays")

    assert unseal(bytes(32), "notes.text:1", sealed) == b"tired on Mondays"
    assert b"tired" not in sealed


def test_sealed_words_do_not_open_in_another_place() -> None:
    sealed = seal(bytes(32), "notes.text:1", b"tired")

    with pytest.raises(UnsealableError):
        unseal(bytes(32), "notes.text:2", sealed)


@pytest.mark.parametrize("at", [0, 5, 20, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    sealed = bytearray(seal(bytes(32), "notes.text:1", b"tired on Mondays"))
    sealed[at] ^= 1

    with pytest.raises(UnsealableError):
        unseal(bytes(32), "notes.text:1", bytes(sealed))


def test_the_error_says_nothing_of_the_content() -> None:
    sealed = seal(bytes(32), "notes.text:1", b"tired")

    with pytest.raises(UnsealableError) as caught:
        unseal(bytes([1] * 32), "notes.text:1", sealed)

    assert "tired" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_words_of_two_people_close_when_either_key_is_destroyed() -> None:
    ring = ring_of("ana", "bo", "cy")
    shared = ring.seal(["bo", "ana"], "statements.text:1", "both agreed")
    noise = ring.seal(["cy"], "statements.text:2", "unrelated")
    assert ring.unseal(["ana", "bo"], "statements.text:1", shared) == "both agreed"

    ring.destroy("bo", NOW)

    with pytest.raises(KeyDestroyedError):
        ring.unseal(["ana", "bo"], "statements.text:1", shared)
    assert ring.unseal(["cy"], "statements.text:2", noise) == "unrelated"


def test_one_persons_words_do_not_open_with_anothers_key() -> None:
    ring = ring_of("ana", "bo")
    sealed = ring.seal(["ana"], "statements.text:1", "mine")

    with pytest.raises(UnsealableError):
        ring.unseal(["bo"], "statements.text:1", sealed)


def test_an_erased_person_gets_no_new_key() -> None:
    ring = ring_of("ana")
    ring.destroy("ana", NOW)

    ring.create("ana", NOW)

    with pytest.raises(KeyDestroyedError):
        ring.seal(["ana"], "statements.text:1", "again")
    assert ring.destroyed() == ("ana",)


def test_a_key_destroyed_by_another_process_is_forgotten_here(tmp_path: Path) -> None:
    here, there = Keyring(tmp_path / "ring", MASTER), Keyring(tmp_path / "ring", MASTER)
    here.create("ana", NOW)
    sealed = here.seal(["ana"], "statements.text:1", "mine")

    there.destroy("ana", NOW)
    here.refresh()

    with pytest.raises(KeyDestroyedError):
        here.unseal(["ana"], "statements.text:1", sealed)


def test_a_destroyed_key_leaves_no_bytes_in_the_file(tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "ring", MASTER)
    ring.create("ana", NOW)
    wrapped = ring._file.execute("SELECT wrapped FROM person_keys").fetchone()[0]
    assert wrapped in (tmp_path / "ring").read_bytes()

    ring.destroy("ana", NOW)

    assert all(wrapped not in path.read_bytes() for path in tmp_path.iterdir())


def test_blind_indexes_are_equal_for_equal_addresses_only() -> None:
    ring = ring_of()

    assert ring.blind(" Ana@College.example") == ring.blind("ana@college.EXAMPLE ")
    assert ring.blind("ana@college.example") != ring.blind("bo@college.example")
    assert ring.blind("ana@college.example") != Keyring(None, b"another").blind("ana@college.example")


def test_the_master_key_is_made_once_and_only_we_can_read_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "fresh")

    first, second = master_key(settings), master_key(settings)

    assert first == second
    assert stat.S_IMODE((tmp_path / "fresh" / "key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "fresh").iterdir()] == ["key"]


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError):
        master_key(Settings(data_dir=tmp_path, secret_key=SecretStr("short")))


def test_a_broken_key_file_is_refused_and_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"too short")

    with pytest.raises(NotReadyError):
        master_key(Settings(data_dir=tmp_path))
    assert (tmp_path / "key").read_bytes() == b"too short"


def ring_of(*people: str) -> Keyring:
    ring = Keyring(None, MASTER)
    for person_id in people:
        ring.create(person_id, NOW)
    return ring
