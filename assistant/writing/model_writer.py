"""ModelWriter: words what was planned. Every sentence passes the gate; what does not leaves the default standing."""

from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from assistant.writing.admission import SAYS, Gate, Judgement, Refusal, check_whole
from assistant.writing.asking import Caller, Models
from assistant.writing.chat import Asking, ModelFailedError, ModelRoleName, ModelStatus
from assistant.writing.shapes import Judged, SaidSentence, Worded, read_shape, schema_of
from assistant.writing.streaming import SentenceReader
from prompts.registry import fenced, load_prompt, numbered

Admitted = Callable[[str], None]


def nowhere(_: str) -> None:
    """Shows nothing."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How wording ended: `used` with what was admitted, or why the default stands. Texts still carry their tokens."""

    status: ModelStatus
    judgements: tuple[Judgement, ...] = ()
    worry: bool = False

    @property
    def admitted(self) -> tuple[SaidSentence, ...]:
        """The sentences that may be shown."""
        return tuple(one.said for one in self.judgements if one.refusal is None)

    @property
    def refused(self) -> tuple[tuple[str, str], ...]:
        """The sentences that may not, each with why."""
        return tuple((one.said.text, SAYS[one.refusal]) for one in self.judgements if one.refusal is not None)


@dataclass(frozen=True, kw_only=True)
class ModelWriter:
    """Asks the writer, judges every sentence, and never raises: a failure is a Wording with its status."""

    models: Models
    gate: Gate
    show: Admitted = field(default=nowhere)  # told of each sentence as soon as it is admitted

    async def answer(self, caller: Caller, question: str, sources: Sequence[str]) -> Wording:
        """Word an answer to `question` (masked) from `sources` (masked, contacts as labels)."""
        prompt = load_prompt("answer")
        user = prompt.fill(question=fenced(question), sources=numbered(tuple(sources)))
        return await self._word(caller, prompt.system, user, prompt.made_with, sources)

    async def lines(self, caller: Caller, lines: Sequence[str]) -> Wording:
        """Word planned lines anew, each by itself."""
        prompt = load_prompt("prep")
        user = prompt.fill(sources=numbered(tuple(lines)))
        return await self._word(caller, prompt.system, user, prompt.made_with, lines)

    async def additions(self, caller: Caller, lines: Sequence[str]) -> Wording:
        """Propose what could be added to planned lines, each naming the lines it follows from. None is no failure."""
        prompt = load_prompt("propose")
        user = prompt.fill(sources=numbered(tuple(lines)))
        return await self._word(caller, prompt.system, user, prompt.made_with, lines, none_is_fine=True)

    def showing(self, unwrapped: Callable[[str], str]) -> "ModelWriter":
        """The same writer; what it shows has its tokens and labels put back."""
        if self.show is nowhere:
            return self
        return replace(self, show=lambda text: self.show(unwrapped(text)))

    @property
    def shows_early(self) -> bool:
        """Whether sentences are shown while the rest still comes: somebody watches, and no judge has the last word."""
        writer = self.models.settings.writer
        judged = self.models.has(ModelRoleName.JUDGE)
        return self.show is not nowhere and not judged and writer is not None and writer.stream_supported

    async def _word(
        self, caller: Caller, system: str, user: str, made_with: str, sources: Sequence[str], *,
        none_is_fine: bool = False,
    ) -> Wording:  # fmt: skip
        asking = Asking(
            role=ModelRoleName.WRITER, system=system, user=user, schema=schema_of(Worded), prompt=made_with
        )  # fmt: skip
        known = dict(enumerate(sources, start=1))
        early: list[Judgement] = []
        try:
            worded = read_shape(await self._said(caller, asking, known, early), Worded)
            if none_is_fine and not worded.sentences:
                return Wording(status=ModelStatus.USED, worry=worded.worry)
            broken = check_whole(worded.sentences)
            if broken is not None:
                return Wording(status=broken, worry=worded.worry)
            judgements = self._judged(worded.sentences, known, early)
            judgements = await self._second_look(caller, judgements, known)
        except ModelFailedError as error:
            return Wording(status=error.status)
        admitted = any(one.refusal is None for one in judgements)
        self._show_rest(worded, judgements, early)
        status = ModelStatus.USED if admitted else ModelStatus.NOT_ADMITTED
        return Wording(status=status, judgements=judgements, worry=worded.worry)

    async def _said(self, caller: Caller, asking: Asking, known: dict[int, str], early: list[Judgement]) -> str:
        """The whole answer; on the way, where that is allowed, each sentence is judged into `early` and shown."""
        if not self.shows_early:
            return (await self.models.ask(caller, asking)).text
        reader = SentenceReader()
        async with aclosing(self.models.pieces(caller, asking)) as pieces:
            async for piece in pieces:
                for one in reader.feed(piece):
                    self._judge(one, known, early)
                    if early[-1].refusal is None:
                        self.show(one.text)
        return reader.text

    def _judge(self, one: SaidSentence, known: dict[int, str], before: list[Judgement]) -> None:
        admitted = [other.said.text for other in before if other.refusal is None]
        before.append(self.gate.judge(one, known, admitted))

    def _judged(
        self, said: Sequence[SaidSentence], known: dict[int, str], early: Sequence[Judgement]
    ) -> tuple[Judgement, ...]:
        """Every sentence judged once: those read on the way keep their judgement as long as the order is the same."""
        judgements: list[Judgement] = []
        for at, one in enumerate(said):
            if at < len(early) and early[at].said == one:
                judgements.append(early[at])
            else:
                early = ()
                self._judge(one, known, judgements)
        return tuple(judgements)

    def _show_rest(self, worded: Worded, judgements: Sequence[Judgement], early: Sequence[Judgement]) -> None:
        """Show what was admitted and not shown yet; nothing where a person is going to look first."""
        shown = {one.said.text for one in early if one.refusal is None}
        for one in judgements if not worded.worry else ():
            if one.refusal is None and one.said.text not in shown:
                self.show(one.said.text)

    async def _second_look(
        self, caller: Caller, judgements: tuple[Judgement, ...], known: dict[int, str]
    ) -> tuple[Judgement, ...]:
        """The judge can only take away. Without its verdict a sentence is not admitted."""
        passed = [one for one in judgements if one.refusal is None]
        if not passed or not self.models.has(ModelRoleName.JUDGE):
            return judgements
        prompt = load_prompt("judge")
        rows = [f"{one.said.text} RESTS ON: {' '.join(known[label] for label in one.said.labels)}" for one in passed]
        asking = Asking(
            role=ModelRoleName.JUDGE, system=prompt.system, user=prompt.fill(sources=numbered(tuple(rows))),
            schema=schema_of(Judged), prompt=prompt.made_with,
        )  # fmt: skip
        judged = read_shape((await self.models.ask(caller, asking)).text, Judged)
        kept = {v.label for v in judged.verdicts if v.supported} - {v.label for v in judged.verdicts if not v.supported}
        fine = {id(one) for at, one in enumerate(passed, start=1) if at in kept}
        return tuple(
            one if one.refusal or id(one) in fine else Judgement(said=one.said, refusal=Refusal.JUDGED)
            for one in judgements
        )


__all__ = ["ModelWriter", "Wording"]
