"""Additions a model proposes to a plan that stands: marked as such, through the same gate, never counted as planned."""

from dataclasses import dataclass

from assistant.preparing.reworded import leaving
from assistant.preparing.scenario import Scenario
from assistant.writing.asking import Caller
from assistant.writing.chat import ModelStatus
from assistant.writing.model_writer import ModelWriter
from assistant.writing.sending import Customs, Wrapping
from assistant.writing.sentence import Draft, Sentence

MOST_PROPOSED = 3
REASON = "proposed by a language model, not from the plan"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One proposed line, and the place of the block it could join; a mentor accepts it, or it is nothing."""

    block: int
    sentence: Sentence


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What was proposed, and what became of the asking. `considered`: the lines that left, as in the draft."""

    status: ModelStatus
    proposals: tuple[Proposal, ...] = ()
    refused: int = 0
    worry: bool = False
    considered: tuple[str, ...] = ()


async def propose(draft: Draft, scenario: Scenario, writer: ModelWriter, caller: Caller, customs: Customs) -> Proposed:
    """Ask for additions to the agenda's lines that may leave. Never raises; the draft itself is not touched."""
    homes = homes_of(draft)
    lines = [one for one in leaving(draft, scenario, customs) if one.text in homes]
    lines = list({one.text: one for one in lines}.values())
    if not lines:
        return Proposed(status=ModelStatus.EXCLUDED)
    wrapping = Wrapping(masker=customs.masker)
    wording = await writer.additions(caller, [wrapping.wrap(one.text) for one in lines])
    found: list[Proposal] = []
    for said in () if wording.worry else wording.admitted:
        text = wrapping.unwrap(said.text).strip()
        if text.casefold() not in {one.text.casefold() for one in lines}:
            found.append(proposal(text, [lines[label - 1] for label in said.labels], homes))
    return Proposed(
        status=ModelStatus.SENSITIVE if wording.worry else wording.status, proposals=tuple(found[:MOST_PROPOSED]),
        refused=len(wording.refused), worry=wording.worry, considered=tuple(one.text for one in lines),
    )  # fmt: skip


def homes_of(draft: Draft) -> dict[str, int]:
    """Line -> the place of its block. Blocks whose words are the mentor's own get no proposals (promise 8)."""
    found: dict[str, int] = {}
    for place, block in enumerate(draft.agenda):
        for one in () if block.yours else block.items:
            found.setdefault(one.text, place)
    return found


def proposal(text: str, rests_on: list[Sentence], homes: dict[str, int]) -> Proposal:
    """A proposal for the block of the first line it follows from, resting on what those lines rest on."""
    sources = tuple(dict.fromkeys(source for one in rests_on for source in one.sources))
    return Proposal(block=homes[rests_on[0].text], sentence=Sentence(text=text, sources=sources, reason=REASON))
