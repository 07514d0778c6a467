"""The same adapter before Anthropic's API: what it sends, streams and calls each fault."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from assistant.writing.chat import Asking, Completion, ModelFailedError, ModelRoleName, ModelStatus
from assistant.writing.llm import LangChainChat
from assistant.writing.shapes import Worded, read_shape, schema_of
from cli.fake_model import FakeModel
from core.model_settings import ModelRole
from tests.unit.writing.test_model_boundary import awaited

SOURCE = "The Math Lab is open Mon to Thu 10 am to 8 pm."
ASKING = Asking(
    role=ModelRoleName.WRITER, system="ours", user=f"Sources:\n[1] {SOURCE}", schema=schema_of(Worded), prompt="p/1"
)
ENDINGS = {
    "429": ModelStatus.RATE_LIMITED, "500": ModelStatus.SERVER_ERROR, "hang": ModelStatus.TIMED_OUT,
    "cut": ModelStatus.UNREACHABLE, "truncated": ModelStatus.CUT_SHORT,
}  # fmt: skip


def test_an_answer_comes_whole_and_in_pieces(fake: FakeModel) -> None:
    one = chat(fake)  # its package shares a pool among clients of one address: one loop a process, as in wiring
    whole = read_shape(awaited(one.complete(ASKING)).text, Worded)
    pieces = read_shape(awaited(streamed(one)), Worded)

    assert whole == pieces
    assert whole.sentences[0].text == SOURCE


def test_ours_is_the_system_message_and_theirs_the_user_message(fake: FakeModel) -> None:
    awaited(chat(fake).complete(ASKING))

    sent = fake.received[0]
    assert "ours" in str(sent["system"])
    assert SOURCE in str(sent["messages"])
    assert "ours" not in str(sent["messages"])
    assert "sentences" in str(sent["output_config"])


@pytest.mark.parametrize("fault", ENDINGS)
def test_every_fault_has_its_name(fake: FakeModel, fault: str) -> None:
    fake.faults = [fault]

    with pytest.raises(ModelFailedError) as ended:
        awaited(chat(fake, seconds=2.0 if fault == "hang" else 15.0).complete(ASKING))

    assert ended.value.status is ENDINGS[fault]


@pytest.mark.parametrize("fault", ["cut", "truncated"])
def test_a_stream_that_was_cut_is_no_answer(fake: FakeModel, fault: str) -> None:
    fake.faults = [fault]

    with pytest.raises(ModelFailedError) as ended:
        awaited(streamed(chat(fake)))

    assert ended.value.status in (ModelStatus.CUT_SHORT, ModelStatus.UNREACHABLE)


@pytest.mark.parametrize("fault", ["bad_json", "empty"])
def test_what_is_no_shape_is_read_as_such(fake: FakeModel, fault: str) -> None:
    fake.faults = [fault]

    said: Completion = awaited(chat(fake).complete(ASKING))

    with pytest.raises(ModelFailedError) as ended:
        read_shape(said.text, Worded)
    assert ended.value.status is ModelStatus.BAD_JSON


def chat(fake: FakeModel, seconds: float = 15.0) -> LangChainChat:
    """The adapter before the fake."""
    pytest.importorskip("langchain_anthropic")
    url = fake.url.removesuffix("/v1")
    return LangChainChat(
        ModelRole(provider="anthropic", name="claude-fake", base_url=url, api_key=SecretStr("none"), seconds=seconds)
    )


async def streamed(chat: LangChainChat) -> str:
    """All pieces."""
    return "".join([piece async for piece in chat.stream(ASKING)])


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as running:
        yield running
