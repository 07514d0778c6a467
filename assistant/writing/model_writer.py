"""ModelWriter: words what was planned. Every sentence passes the gate; what does not leaves the default standing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.writing.admission import SAYS, Gate, Judgement, Refusal, check_whole
from assistant.writing.asking import Caller, Models
from assistant.writing.chat import Asking, ModelFailedError, ModelRoleName, ModelStatus
from assistant.writing.shapes import Judged, SaidSentence, Worded, read_shape, schema_of
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

    async def _word(self, caller: Caller, system: str, user: str, made_with: str, sources: Sequence[str]) -> Wording:
        asking = Asking(
            role=ModelRoleName.WRITER, system=system, user=user, schema=schema_of(Worded), prompt=made_with
        )  # fmt: skip
        known = dict(enumerate(sources, start=1))
        try:
            worded = read_shape((await self.models.ask(caller, asking)).text, Worded)
            broken = check_whole(worded.sentences)
            if broken is not None:
                return Wording(status=broken, worry=worded.worry)
            judgements = self._judged(worded.sentences, known)
            judgements = await self._second_look(caller, judgements, known)
        except ModelFailedError as error:
            return Wording(status=error.status)
        admitted = any(one.refusal is None for one in judgements)
        status = ModelStatus.USED if admitted else ModelStatus.NOT_ADMITTED
        return Wording(status=status, judgements=judgements, worry=worded.worry)

    def _judged(self, said: Sequence[SaidSentence], known: dict[int, str]) -> tuple[Judgement, ...]:
        judgements: list[Judgement] = []
        for one in said:
            before = [other.said.text for other in judgements if other.refusal is None]
            judgement = self.gate.judge(one, known, before)
            judgements.append(judgement)
            if judgement.refusal is None and not self.models.has(ModelRoleName.JUDGE):
                self.show(one.text)
        return tuple(judgements)

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
