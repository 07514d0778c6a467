"""Drill mode: known errors planted in a practice queue, and a report of which a reviewer catches.

A planted line is a type of its own. It is no Sentence, has no way to become one, and nothing that approves, stores or
sends takes it: the server can never deliver it (numbers to beat: "none can leave").
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from random import Random
from typing import NoReturn

from assistant.writing.sentence import Sentence, SourceKind


class PlantedError(StrEnum):
    """Kinds of error that are planted."""

    WRONG_DAY = "wrong_day"
    WRONG_NUMBER = "wrong_number"
    WRONG_PERSON = "wrong_person"
    KEPT_FOR_BROKEN = "kept_for_broken"
    NOT_IN_SOURCE = "not_in_source"
    STALE_RESOURCE = "stale_resource"
    SECRECY_PROMISED = "secrecy_promised"
    DIAGNOSIS = "diagnosis"
    FEELING_CLAIMED = "feeling_claimed"


@dataclass(frozen=True, kw_only=True)
class PracticeLine:
    """A line of the practice queue. `error` is None for an honest one; the reviewer's page never holds it."""

    id: str
    shown: str
    source_shown: str
    error: PlantedError | None

    def __reduce__(self) -> NoReturn:
        """It is not stored or sent as an object: the practice queue lives in the drill's own table."""
        raise TypeError("a practice line cannot leave the drill")


@dataclass(frozen=True, kw_only=True)
class PlantedDraft:
    """A practice queue. It has no sentences, only practice lines, so that no approving function accepts it."""

    lines: tuple[PracticeLine, ...]
    seed: int
    deliverable: bool = field(default=False, init=False)


@dataclass(frozen=True, kw_only=True)
class Catch:
    """How one kind of error fared: planted, caught, and the 95 % Wilson interval of the rate."""

    kind: PlantedError
    planted: int
    caught: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        """Share caught."""
        return self.caught / self.planted if self.planted else 0.0


@dataclass(frozen=True, kw_only=True)
class DrillReport:
    """Catch-rate by kind of error, and false alarms: honest lines that were rejected."""

    catches: tuple[Catch, ...]
    honest: int
    false_alarms: int

    @property
    def missed(self) -> tuple[PlantedError, ...]:
        """Kinds of which at least one was let through."""
        return tuple(catch.kind for catch in self.catches if catch.caught < catch.planted)


Plant = Callable[[Sentence, Sequence[str], Random], str | None]
DAY = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{1,2})\b")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _wrong_day(sentence: Sentence, _: Sequence[str], chance: Random) -> str | None:
    match = DAY.search(sentence.text)
    if match is None:
        return None
    shift = chance.choice((1, 2, 7))
    day = DAYS[(DAYS.index(match[1]) + shift) % 7]
    number = (int(match[3]) + shift - 1) % 28 + 1
    return sentence.text.replace(match[0], f"{day} {match[2]} {number}", 1)


def _wrong_number(sentence: Sentence, _: Sequence[str], chance: Random) -> str | None:
    match = re.search(r"(?<![\w.])(\d{1,3})(?=%| of | notes| more)", sentence.text)
    if match is None:
        return None
    wrong = int(match[1]) + chance.choice((1, 2, 10))
    return sentence.text[: match.start()] + str(wrong) + sentence.text[match.end() :]


def _wrong_person(sentence: Sentence, names: Sequence[str], chance: Random) -> str | None:
    named = [name for name in names if re.search(rf"\b{re.escape(name)}\b", sentence.text)]
    others = [name for name in names if name not in named]
    if not named or not others:
        return None
    return re.sub(rf"\b{re.escape(named[0])}\b", chance.choice(others), sentence.text, count=1)


def _kept_for_broken(sentence: Sentence, _: Sequence[str], __: Random) -> str | None:
    turned = re.sub(r"The note of (.+?) says it has not happened\.", r"The note of \1 says it is done.", sentence.text)
    return turned if turned != sentence.text else None


def _not_in_source(sentence: Sentence, _: Sequence[str], chance: Random) -> str | None:
    if sentence.sources[0].kind is not SourceKind.NOTE:
        return None
    return sentence.text.rstrip(".") + chance.choice(
        (", with the group.", ", and was late twice.", ", as the syllabus asks.")
    )


def _stale_resource(sentence: Sentence, _: Sequence[str], __: Random) -> str | None:
    return sentence.text if sentence.sources[0].kind is SourceKind.RESOURCE else None


def _added(text: str) -> Plant:
    return lambda sentence, _, __: f"{sentence.text} {text}"


PLANTS: dict[PlantedError, Plant] = {
    PlantedError.WRONG_DAY: _wrong_day,
    PlantedError.WRONG_NUMBER: _wrong_number,
    PlantedError.WRONG_PERSON: _wrong_person,
    PlantedError.KEPT_FOR_BROKEN: _kept_for_broken,
    PlantedError.NOT_IN_SOURCE: _not_in_source,
    PlantedError.STALE_RESOURCE: _stale_resource,
    PlantedError.SECRECY_PROMISED: _added("Say that it stays between the two of you."),
    PlantedError.DIAGNOSIS: _added("This looks like an attention disorder."),
    PlantedError.FEELING_CLAIMED: _added("I am so happy about this."),
}


def plant_errors(sentences: Sequence[Sentence], names: Sequence[str], seed: int, share: float = 0.35) -> PlantedDraft:
    """A practice queue from honest sentences: about `share` of the lines get one error each.

    The same seed gives the same queue. `names` are the people of the practice program, for mixing up.
    """
    chance = Random(seed)
    kinds = list(PlantedError)
    lines = []
    for place, sentence in enumerate(sentences):
        kind, text = None, sentence.text
        if chance.random() < share:
            chance.shuffle(kinds)
            kind, text = next(
                ((k, changed) for k in kinds if (changed := PLANTS[k](sentence, names, chance)) is not None),
                (None, text),
            )
        lines.append(_practice_line(place, sentence, kind, text))
    return PlantedDraft(lines=tuple(lines), seed=seed)


def _practice_line(place: int, sentence: Sentence, kind: PlantedError | None, text: str) -> PracticeLine:
    source = sentence.sources[0]
    dated = source.dated
    if kind is PlantedError.STALE_RESOURCE:
        dated = dated - timedelta(days=900) if dated else None
    kind_words = source.kind.value.replace("_", "-")
    shown = (
        (source.id if kind_words in source.id else f"{kind_words} {source.id}")  # "check-in", "shared question"
        + (f", {dated.isoformat()}" if dated else "")
        + f": {source.quote or source.title}"
    )
    return PracticeLine(id=f"practice-{place}", shown=text, source_shown=shown, error=kind)


def drill_report(draft: PlantedDraft, rejected: frozenset[str]) -> DrillReport:
    """Compare what a reviewer rejected or corrected (by line id) with what was planted."""
    catches = []
    for kind in PlantedError:
        planted = [line for line in draft.lines if line.error is kind]
        if planted:
            caught = sum(line.id in rejected for line in planted)
            low, high = wilson(caught, len(planted))
            catches.append(Catch(kind=kind, planted=len(planted), caught=caught, low=low, high=high))
    honest = [line for line in draft.lines if line.error is None]
    return DrillReport(
        catches=tuple(catches), honest=len(honest), false_alarms=sum(line.id in rejected for line in honest)
    )


def wilson(hits: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson interval of a share, 95 % by default."""
    if count == 0:
        return 0.0, 1.0
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * ((share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)
