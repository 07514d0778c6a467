"""A draft whose lines a model worded anew: its plan, order, minutes, sources and reasons stay exactly as they were."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from access.flows import DataClass
from assistant.preparing.scenario import Scenario
from assistant.writing.asking import Caller
from assistant.writing.chat import ModelStatus
from assistant.writing.model_writer import ModelWriter
from assistant.writing.sending import Customs, Wrapping, without_orders
from assistant.writing.sentence import Draft, Sentence, SourceKind

# What lines may rest on if they are to leave: our own words, logistics (D0), goals that were shared (D1).
OURS = frozenset({SourceKind.TEMPLATE, SourceKind.RULE, SourceKind.RESOURCE, SourceKind.DEADLINE})
MOST_LINES = 20
Change = Callable[[Sentence], Sentence]


@dataclass(frozen=True, kw_only=True)
class Reworded:
    """The draft, and what became of the model's part in it."""

    draft: Draft
    status: ModelStatus
    admitted: int = 0
    refused: int = 0
    worry: bool = False
    considered: tuple[str, ...] = ()  # the lines that left, as they stand in the draft


async def reword(draft: Draft, scenario: Scenario, writer: ModelWriter, caller: Caller, customs: Customs) -> Reworded:
    """Word the lines that may leave; each is replaced only if what came back passed the gate. Never raises."""
    lines = list(dict.fromkeys(one.text for one in leaving(draft, scenario, customs)))[:MOST_LINES]
    if not lines:
        return Reworded(draft=draft, status=ModelStatus.EXCLUDED)
    wrapping = Wrapping(masker=customs.masker)
    wording = await writer.lines(caller, [wrapping.wrap(line) for line in lines])
    worded: dict[str, str] = {}
    struck: dict[str, tuple[str, str]] = {}
    for judgement in wording.judgements:
        if len(judgement.said.labels) == 1 and 0 < judgement.said.labels[0] <= len(lines):
            line, text = lines[judgement.said.labels[0] - 1], wrapping.unwrap(judgement.said.text)
            if judgement.refusal is None:
                worded.setdefault(line, text)
            else:
                struck.setdefault(line, (text, judgement.why))
    return Reworded(
        draft=changed(draft, worded, struck), status=wording.status, admitted=len(wording.admitted),
        refused=len(wording.refused), worry=wording.worry, considered=tuple(lines),
    )  # fmt: skip


def leaving(draft: Draft, scenario: Scenario, customs: Customs) -> Iterator[Sentence]:
    """The lines that may leave, in order."""
    classes = classes_of(scenario)
    yield from (one for one in lines_of(draft) if may_leave(one, classes, customs))


def lines_of(draft: Draft) -> Iterator[Sentence]:
    """Every line of a draft that is ours to word; what is the mentor's own starts empty and stays so (promise 8)."""
    yield from draft.brief
    for block in draft.agenda:
        yield from () if block.yours else block.items
    for card in draft.private_cards.values():
        yield from card


def classes_of(scenario: Scenario) -> dict[str, DataClass]:
    """The class of what a line may rest on, by id; what is not here counts as a mentor's note (D7).

    Check-ins are left out: their figures tell of money and health (D3) without a word that says so.
    """
    found = {note.id: note.data_class for note in scenario.notes}
    return found | {goal.id: DataClass.D1 for goal in scenario.goals}


def may_leave(sentence: Sentence, classes: Mapping[str, DataClass], customs: Customs) -> bool:
    """Whether a line rests on D0 and D1 alone, says nothing tighter itself, and speaks to no machine."""
    held = {DataClass.D0 if one.kind in OURS else classes.get(one.id, DataClass.D7) for one in sentence.sources}
    quiet = len(without_orders([sentence.text])) == 1
    return held <= {DataClass.D0, DataClass.D1} and quiet and customs.lets_out(sentence.text, DataClass.D1)


def changed(draft: Draft, worded: Mapping[str, str], struck: Mapping[str, tuple[str, str]]) -> Draft:
    """The draft with new words, and beside a default line what was refused for it."""

    def change(one: Sentence) -> Sentence:
        return replace(one, text=worded.get(one.text, one.text), struck=struck.get(one.text, ()))

    return replace(
        draft,
        brief=tuple(map(change, draft.brief)),
        agenda=tuple(b if b.yours else replace(b, items=tuple(map(change, b.items))) for b in draft.agenda),
        private_cards={who: tuple(map(change, card)) for who, card in draft.private_cards.items()},
    )
