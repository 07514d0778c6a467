"""The comparison of the surface notices a leak of each kind: each is planted here, and must be seen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from access.viewer import Viewer
from assistant import check_in_drafts, conversations, gathering, knowing, mentee_desk, oversight
from assistant.wiring import Services
from bench.surface.campus import SYSTEM, Campus
from bench.surface.compare import Difference, compare
from bench.surface.secrets import SECRETS
from core.errors import NotAllowedError
from storage.check_ins import CheckIns
from storage.database import ReadSession
from storage.statements import Statements
from storage.tables.conversations import ConversationRow
from storage.tables.statements import StatementRow

QUESTION, CHECK_IN = "D2 a private question", "D3 a private check-in"
Seen = Callable[..., tuple[Difference, ...]]


@pytest.fixture
def seen(campus: Campus, tmp_path: Path) -> Seen:
    """What the comparison sees of one secret, for one person at some addresses."""

    def look(person: str, only: str, secret: str = QUESTION) -> tuple[Difference, ...]:
        planted = [one for one in SECRETS if one.name == secret]
        return compare(campus, planted, tmp_path, people=("mia", person), only=only).differences

    return look


def test_a_cache_that_forgets_who_asked(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    first: dict[str, Any] = {}
    real = mentee_desk.known
    monkeypatch.setattr(mentee_desk, "known", lambda services, viewer: first.setdefault("it", real(services, viewer)))

    assert seen("gus", "^/about-me$")


def test_a_count_over_what_is_not_theirs(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    real = oversight.pairs

    def counting(services: Services, viewer: Viewer) -> Any:
        with services.database.read() as db:
            said = db.seen_by(SYSTEM).pairs(select(func.count()).select_from(StatementRow))[0][0]
        return tuple(replace(row, missed=said) for row in real(services, viewer))

    monkeypatch.setattr(oversight, "pairs", counting)

    assert seen("cora", "^/pairs$")


def test_an_order_by_who_wrote_last(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    real = oversight.people

    def ordered(services: Services, viewer: Viewer) -> Any:
        with services.database.read() as db:
            query = select(StatementRow.said_by, func.count()).group_by(StatementRow.said_by)
            written = {person: count for person, count in db.seen_by(SYSTEM).pairs(query)}
        page = real(services, viewer)
        return replace(page, people=tuple(sorted(page.people, key=lambda one: written.get(one.id, 0) % 2)))

    monkeypatch.setattr(oversight, "people", ordered)

    assert seen("cora", "^/people$")


def test_an_error_that_tells_it_is_there(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    real = mentee_desk.talk

    def honest(services: Services, viewer: Viewer, conversation_id: str = "") -> Any:
        with services.database.read() as db:
            there = db.seen_by(SYSTEM).first(select(ConversationRow).where(ConversationRow.id == conversation_id))
        if there is not None and there.person_id != viewer.person_id:
            raise NotAllowedError("That conversation is somebody else's.")
        return real(services, viewer, conversation_id)

    monkeypatch.setattr(mentee_desk, "talk", honest)

    assert any("/conversations/" in leak.address for leak in seen("gus", "/conversations/"))


def test_an_export_of_more_than_ones_own(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    real = knowing.gathered

    def everything(db: ReadSession, viewer: Viewer) -> dict[str, Any]:
        words = [{"text": one.text} for one in Statements(db, SYSTEM).about(["mia"])]
        return {**real(db, viewer), "answers": [], "goals": words}

    monkeypatch.setattr(knowing, "gathered", everything)

    assert seen("gus", "^/about-me/export.json$")


def test_a_suggestion_drawn_from_a_private_check_in(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    real = check_in_drafts.check_in_value
    monkeypatch.setattr(check_in_drafts, "CheckIns", lambda db, viewer: CheckIns(db, SYSTEM))
    monkeypatch.setattr(
        check_in_drafts, "check_in_value", lambda one, zone: replace(real(one, zone), shared_with_mentor=True)
    )

    assert seen("tara", "check-in.mentee_id=mia", CHECK_IN)


def test_a_draft_shared_with_a_private_question_in_it(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    real = gathering.shared_questions
    monkeypatch.setattr(
        gathering, "shared_questions", lambda db, viewer, pairing, zone: real(db, SYSTEM, pairing, zone)
    )

    assert any(leak.address.startswith("THEN") for leak in seen("tara", "/prep$"))


def test_a_log_line_with_words_in_it(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    real, log = conversations.check_question, conversations.get_logger

    def noisy(text: str) -> str:
        log().info("asked", rule=text)
        return real(text)

    monkeypatch.setattr(conversations, "check_question", noisy)

    assert any(leak.person == "log" for leak in seen("gus", "^/healthz$"))
