"""Sentences read while an answer still comes: whole ones only, none before the model said it has no worry."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.admission import Gate
from assistant.writing.asking import Caller, Models
from assistant.writing.budget import Spent
from assistant.writing.chat import ModelRoleName, ModelStatus, ScriptedChat
from assistant.writing.entailment import Entailment
from assistant.writing.model_writer import ModelWriter, Wording
from assistant.writing.shapes import SaidSentence
from assistant.writing.streaming import SentenceReader
from core.clock import FixedClock
from core.model_settings import ModelRole, ModelSettings
from tests.unit.writing.test_model_boundary import NOW, awaited

SOURCES = ("The Math Lab is open Mon to Thu 10 am to 8 pm.", "No appointment is needed.")
TRUE = {"text": "The Math Lab is open Mon to Thu 10 am to 8 pm.", "labels": [1]}
ALSO = {"text": "No appointment is needed.", "labels": [2]}
LIE = {"text": "Call 555-201-9988 now.", "labels": [1]}


def answer(*sentences: dict[str, object], worry: bool = False) -> str:
    return json.dumps({"worry": worry, "sentences": list(sentences)})


@given(size=st.integers(1, 60))
def test_however_it_is_cut_every_sentence_comes_out_once(size: int) -> None:
    reader, text = SentenceReader(), answer(TRUE, LIE, ALSO)

    found = [one.text for at in range(0, len(text), size) for one in reader.feed(text[at : at + size])]

    assert found == [TRUE["text"], LIE["text"], ALSO["text"]]


@pytest.mark.parametrize(
    "text",
    [
        answer(TRUE, worry=True), json.dumps({"sentences": [TRUE], "worry": False}),
        '{"worry": false, "sentences": [1]}',
        '{"worry": false, "sentences": [{"text": "half', "no shape at all", '{"worry": false, "sentences": [{"x": 1}]}',
    ],
)  # fmt: skip
def test_nothing_comes_out_before_no_worry_was_said_or_of_what_is_no_sentence(text: str) -> None:
    assert list(SentenceReader().feed(text)) == []


def test_what_came_before_a_cut_is_what_was_whole() -> None:
    text = answer(TRUE, ALSO)

    assert list(SentenceReader().feed(text[: text.index("No appointment") + 4])) == [SaidSentence(**TRUE)]


def test_a_sentence_is_shown_once_and_only_if_admitted() -> None:
    shown, wording = watched(answer(TRUE, LIE, ALSO, TRUE))

    assert shown == [TRUE["text"], ALSO["text"]]
    assert [one.text for one in wording.admitted] == shown


def test_with_a_judge_nothing_is_shown_before_its_verdict() -> None:
    verdicts = json.dumps({"verdicts": [{"label": 1, "supported": True}, {"label": 2, "supported": False}]})

    shown, _ = watched(answer(TRUE, ALSO), judge=verdicts)

    assert shown == [TRUE["text"]]


def test_a_judge_that_fails_lets_nothing_be_shown() -> None:
    shown, wording = watched(answer(TRUE), judge=ModelStatus.TIMED_OUT)

    assert (shown, wording.status) == ([], ModelStatus.TIMED_OUT)


def test_an_endpoint_that_cannot_stream_shows_after_the_whole_was_judged() -> None:
    shown, _ = watched(json.dumps({"sentences": [TRUE, LIE], "worry": False}), stream=False)

    assert shown == [TRUE["text"]]


def test_a_worry_shows_nothing() -> None:
    shown, wording = watched(answer(TRUE, worry=True))

    assert shown == []
    assert wording.worry


def watched(
    said: str, *, judge: str | ModelStatus = "", stream: bool = True, show: Callable[[str], None] | None = None
) -> tuple[list[str], Wording]:
    """What is shown of an answer, and how it ended."""
    role = ModelRole(name="m", stream_supported=stream)
    chats = {ModelRoleName.WRITER: ScriptedChat([said])}
    if judge:
        chats[ModelRoleName.JUDGE] = ScriptedChat([judge])
    settings = ModelSettings(on=True, agreement="F2", writer=role, judge=role)
    shown: list[str] = []
    writer = ModelWriter(
        models=Models(settings=settings, clock=FixedClock(NOW), chats=dict(chats)),
        gate=Gate(entailment=Entailment(nearness=lambda *_: 1.0), kind="reply"), show=show or shown.append,
    )  # fmt: skip
    caller = Caller(program_id="p", audience="everyone", feature="answers", spent=Spent())
    return shown, awaited(writer.answer(caller, "When is it open?", SOURCES))
