"""`trellis audit` notices what was done to the record; `trellis erase` erases, and proves it from the files."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from cli import serving
from cli.main import trellis
from core.settings import Settings
from storage.backup import back_up
from storage.database import Database
from storage.erasing_proof import Traces, search, traces_of
from storage.erasure import ask_erasure, finish_erasures
from storage.migrations import upgrade
from storage.programs import Programs, change_settings
from tests.makers import SYSTEM, audit, make_flag, make_note, make_question, make_viewer, populate

Run = Callable[..., Result]
SECRET = "the quiet xylophone in the attic"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation of its own, with the small program at work."""
    made = Settings(data_dir=tmp_path, secret_key="a secret that only tests use")
    upgrade(made.url)
    database = Database.from_settings(made)
    world = populate(database)
    make_note(database, world.ana, world.session, f"{SECRET} in a note", about=["bo"])
    make_question(database, world.bo, f"{SECRET} in a question")
    with database.write(audit()) as db:
        change_settings(db, SYSTEM, "program_one", {"on_call": ["cora", "dee"]})
    back_up(database, tmp_path / "backups")
    database.close()
    return made


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command on that machine."""
    monkeypatch.setattr("cli.administering.settings_from_environment", lambda: settings)
    return lambda *words: CliRunner().invoke(trellis, list(map(str, words)))


def test_a_whole_chain_verifies_and_its_head_is_exported(run: Run, tmp_path: Path) -> None:
    result = run("audit", "--export-head", tmp_path / "head.json")

    assert result.exit_code == 0
    assert set(json.loads((tmp_path / "head.json").read_text())) == {"count", "hash"}
    assert run("audit", "--verify-head", tmp_path / "head.json").exit_code == 0


def test_a_cut_tail_is_seen_only_with_the_exported_head(run: Run, settings: Settings, tmp_path: Path) -> None:
    run("audit", "--export-head", tmp_path / "head.json")
    with create_engine(settings.url).begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE seq > 3"))

    assert run("audit").exit_code == 0
    told = run("audit", "--verify-head", tmp_path / "head.json")

    assert (told.exit_code, "BROKEN at row 4" in told.output) == (1, True)


def test_a_file_that_is_no_head_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "head.json").write_text("[]")

    assert run("audit", "--verify-head", tmp_path / "head.json").exit_code == 2


def test_nothing_is_erased_without_yes(run: Run, settings: Settings) -> None:
    before = traces(settings, "bo")

    result = run("erase", "--person", "bo")

    assert (result.exit_code, "--yes" in result.output) == (2, True)
    assert traces(settings, "bo") == before


def test_erasing_is_proved_by_a_search_of_every_file(run: Run, settings: Settings) -> None:
    kept = traces(settings, "bo")
    assert any(SECRET.encode() in words for words in kept.words)
    assert not search(settings.data_dir, kept).clean  # the search finds what there is

    result = run("erase", "--person", "bo", "--yes")

    assert result.exit_code == 0, result.output
    assert "Nothing was found." in result.output
    assert "1 backups hold sealed words that no key opens" in result.output
    assert search(settings.data_dir, kept).clean


def test_a_copy_left_by_somebody_is_found(run: Run, settings: Settings) -> None:
    (settings.data_dir / "for-the-dean.txt").write_text(f"{SECRET} in a note")

    result = run("erase", "--email", "bo@college.example", "--yes")

    assert (result.exit_code, "FOUND words in for-the-dean.txt" in result.output) == (1, True)
    assert SECRET not in result.output


def test_who_is_on_call_is_erased_only_once_replaced(run: Run) -> None:
    refused = run("erase", "--person", "dee", "--yes")

    assert refused.exit_code == 1
    assert "on call for Peer Mentoring" in refused.output
    assert "trellis user on-call" in refused.output


def test_a_chain_takes_only_coordinators_and_two_of_them(run: Run, settings: Settings) -> None:
    assert run("user", "on-call", "cora", "ana").exit_code == 1
    assert run("user", "on-call", "cora").exit_code == 1

    assert run("user", "on-call", "dee", "cora").exit_code == 0

    database = Database.from_settings(settings)
    with database.read() as db:
        assert Programs(db, SYSTEM).all()[0].settings["on_call"] == ["dee", "cora"]
    database.close()


def test_an_open_safety_flag_stops_an_erasure(run: Run, settings: Settings) -> None:
    database = Database.from_settings(settings)
    make_flag(database, make_viewer(database, "bo"), "bo")
    database.close()

    result = run("erase", "--person", "bo", "--yes")

    assert (result.exit_code, "safety" in result.output) == (1, True)


def test_nobody_by_that_address_is_nobody(run: Run) -> None:
    result = run("erase", "--email", "nobody@college.example", "--yes")

    assert (result.exit_code, "Nobody has that address" in result.output) == (1, True)


def test_what_broke_off_is_finished_before_anything_is_served(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.from_settings(settings)
    with database.write(audit()) as db:
        ask_erasure(db, "bo")  # and then the power went
    served: list[bool] = []
    monkeypatch.setattr(serving, "create_app", lambda services: None)
    monkeypatch.setattr(serving.uvicorn, "run", lambda app, **_: served.append(finish_erasures(database) == ()))

    serving.serve(Running(settings, database), say=lambda words: None)  # type: ignore[arg-type]

    assert served == [True]
    assert traces(settings, "bo").keys == frozenset()


@dataclass(frozen=True)
class Running:
    """As much of the services as serving asks for."""

    settings: Settings
    database: Database


def traces(settings: Settings, person_id: str) -> Traces:
    database = Database.from_settings(settings)
    found = traces_of(database, person_id)
    database.close()
    return found
