"""Policy what-if: the same cases under the policy in force and under a proposed one. Pure but for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assistant.safety.levels import Level, ScreenResult
from assistant.safety.listening import Marked, ReadingEmbedder, Rows
from assistant.safety.policy import EscalationPolicy
from assistant.safety.screening import Item, Screen

FLAGGED = Level.S2
BATCH = 256


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one policy makes of a case: level, category, lane, who would be paged and routed to, in role words."""

    level: Level
    category: str = ""
    lane: str = ""
    people: tuple[str, ...] = ()

    @property
    def flagged(self) -> bool:
        """Whether a person would look at it."""
        return self.level >= FLAGGED


NOBODY = Told(level=Level.S0)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A case the two policies treat differently. `kind`: gained | lost | raised | lowered | told."""

    case_id: str
    kind: str
    before: Told
    after: Told

    @property
    def newly_told(self) -> tuple[str, ...]:
        """Role words of those who would be told and were not."""
        return tuple(sorted(set(self.after.people) - set(self.before.people)))

    @property
    def no_longer_told(self) -> tuple[str, ...]:
        """Role words of those who were told and would not be."""
        return tuple(sorted(set(self.before.people) - set(self.after.people)))


@dataclass(frozen=True, kw_only=True)
class Tried:
    """Everything that would change. `cases` were tried; `flagged` counts flags before and after."""

    cases: int
    flagged: tuple[int, int]
    differences: tuple[Difference, ...]

    def of(self, kind: str) -> tuple[Difference, ...]:
        """The differences of one kind."""
        return tuple(one for one in self.differences if one.kind == kind)


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """A reading put together from what was read before."""

    vectors: Rows
    scores: Rows
    marks: Sequence[Marked]


class RememberingReader:
    """Reads each text once, so that trying a second policy costs only the rules."""

    def __init__(self, embedder: ReadingEmbedder) -> None:
        self.embedder = embedder
        self.known: dict[str, tuple[Rows, Rows, Marked]] = {}

    @property
    def name(self) -> str:
        """The model's own name: the heads were trained for it."""
        return self.embedder.name

    @property
    def adapter(self) -> str:
        """The reader's own, likewise."""
        return self.embedder.adapter

    def embed(self, texts: Sequence[str]) -> Rows:
        """Unit rows."""
        return self.embedder.embed(texts)

    def read(self, texts: Sequence[str]) -> Remembered:
        """What the embedder reads, from memory where the text was seen."""
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        if new:
            reading = self.embedder.read(new)
            self.known.update(zip(new, zip(reading.vectors, reading.scores, reading.marks, strict=True), strict=True))
        vectors, scores, marks = zip(*(self.known[text] for text in texts), strict=True)
        return Remembered(vectors=np.stack(vectors), scores=np.stack(scores), marks=marks)


def try_policy(screen: Screen, proposed: EscalationPolicy, cases: Sequence[tuple[str, Item]]) -> Tried:
    """Hear every case under the screen's policy and under the proposed one; `cases` are ids with what is screened."""
    before = outcomes(screen, cases)
    after = outcomes(replace(screen, policy=proposed), cases)
    differences = [
        difference for (case_id, _), old, new in zip(cases, before, after, strict=True)
        if (difference := differing(case_id, old, new)) is not None
    ]  # fmt: skip
    flagged = (sum(one.flagged for one in before), sum(one.flagged for one in after))
    return Tried(cases=len(cases), flagged=flagged, differences=tuple(differences))


def outcomes(screen: Screen, cases: Sequence[tuple[str, Item]]) -> list[Told]:
    """What the screen's policy makes of each case."""
    found: list[Told] = []
    for start in range(0, len(cases), BATCH):
        heard = screen.batch([item for _, item in cases[start : start + BATCH]])
        found += [told_by(screen.policy, one) for one in heard]
    return found


def told_by(policy: EscalationPolicy, heard: ScreenResult) -> Told:
    """Level, lane and people for what was heard."""
    if heard.level < Level.S1 or heard.category is None:
        return NOBODY
    duty = policy.obligation(heard.category, heard.level)
    paged = tuple(word.replace("_", " ") for word in duty.paged)
    return Told(level=heard.level, category=heard.category, lane=duty.lane, people=(*paged, *duty.routes))


def differing(case_id: str, before: Told, after: Told) -> Difference | None:
    """How a case differs, or None where it does not."""
    if before == after:
        return None
    kind = "told"
    if before.flagged != after.flagged:
        kind = "gained" if after.flagged else "lost"
    elif before.level != after.level:
        kind = "raised" if after.level > before.level else "lowered"
    return Difference(case_id=case_id, kind=kind, before=before, after=after)


def as_plain(tried: Tried) -> dict[str, Any]:
    """The whole as plain values, for a page or a file."""
    return {
        "cases": tried.cases,
        "flagged": {"before": tried.flagged[0], "after": tried.flagged[1]},
        "differences": [
            {
                "id": one.case_id, "kind": one.kind, "category": one.after.category or one.before.category,
                "before": str(one.before.level), "after": str(one.after.level),
                "lane": [one.before.lane, one.after.lane],
                "newly_told": list(one.newly_told), "no_longer_told": list(one.no_longer_told),
            }
            for one in tried.differences
        ],
    }  # fmt: skip
