"""The screen: what a message or a conversation holds that a person must look at. Pure, and the same for every door."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.safety.across import Turns, across_turns
from assistant.safety.clarifying import clarifying_question
from assistant.safety.concluding import Hearing, Place, conclude
from assistant.safety.grams import pieces_of
from assistant.safety.heads import Heads, Verdict
from assistant.safety.hearing import Heard, hear
from assistant.safety.levels import Category, Concern, Level, ScreenResult, Span, Speaker
from assistant.safety.lexicon import Lexicon, load_lexicon
from assistant.safety.listening import Embedder, usable, verdicts_on
from assistant.safety.ordering import ordered
from assistant.safety.policy import EscalationPolicy, load_escalation
from assistant.safety.sparing import within_reach


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to screen: the mentee's own turns, in order, with their place in the conversation."""

    texts: tuple[str, ...]
    places: tuple[int, ...] = (0,)
    speaker: Speaker = Speaker.MENTEE
    minor: bool = False
    asked: tuple[bool, ...] = ()  # whether we had just asked about safety before that turn (rule 4)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Rules or heads, then always a human. Build one with `load_screen`; it holds no state between calls."""

    lexicon: Lexicon
    policy: EscalationPolicy
    heads: Heads | None
    embedder: Embedder | None
    versions: dict[str, str] = field(default_factory=dict)

    def message(
        self, text: str, *, speaker: str = Speaker.MENTEE, minor: bool = False, history: Sequence[str] = ()
    ) -> ScreenResult:
        """Screen one message. `history` is what the same mentee wrote before, oldest first."""
        texts = (*history, text)
        return self.batch([Item(texts=texts, places=tuple(range(len(texts))), speaker=Speaker(speaker), minor=minor)])[
            0
        ]

    def conversation(self, turns: Sequence[tuple[str, str]], *, minor: bool = False) -> ScreenResult:
        """Screen a conversation of (role, text) turns. Only the mentee's own turns count (rule 8)."""
        return self.batch([conversation_item(turns, minor=minor)])[0]

    def batch(self, items: Sequence[Item], *, asking: bool = True) -> list[ScreenResult]:
        """Screen many at once, in order: one run of the embedder for all of them, the same words heard once.

        Without `asking` nobody waits for a clarifying question, and texts far from any worry are not embedded.
        """
        said = dict.fromkeys((text, item.speaker) for item in items for text in item.texts)
        heard = {key: hear(key[0], self.lexicon, key[1]) for key in said}
        verdicts = dict(zip(said, self._verdicts(list(heard.values()), asking), strict=True))
        keys = [[(text, item.speaker) for text in item.texts] for item in items]
        return [
            self._one(item, [heard[one] for one in own], [verdicts[one] for one in own])
            for item, own in zip(items, keys, strict=True)
        ]

    def _verdicts(self, heard: list[Heard], asking: bool) -> list[Verdict | None]:
        """What the heads say of each text; nothing without heads, or where they could not fire."""
        verdicts: list[Verdict | None] = [None] * len(heard)
        if self.heads is None or self.embedder is None or not heard:
            return verdicts
        pieces = [pieces_of(one.text) for one in heard]
        places = range(len(heard)) if asking else within_reach(heard, pieces, self.heads, self.embedder)
        near = [heard[at] for at in places]
        if near:
            found = verdicts_on(near, [pieces[at] for at in places], self.heads, self.embedder)
            for at, verdict in zip(places, found, strict=True):
                verdicts[at] = verdict
        return verdicts

    def _one(self, item: Item, heard: list[Heard], verdicts: list[Verdict | None]) -> ScreenResult:
        """Conclude turn by turn; what was reached stays reached (rule 4)."""
        turns = Turns(texts=item.texts, places=item.places, heard=tuple(heard), minor=item.minor)
        reached: dict[Category, Concern] = {}
        level, first_turn = Level.S0, None
        for at, (one, verdict) in enumerate(zip(heard, verdicts, strict=True)):
            place = placing(item.places[at])
            hearing = Hearing(heard=one, verdict=verdict, place=place, minor=item.minor)
            for concern in [*conclude(hearing, self.policy), *across_turns(turns, at, self.policy, self.lexicon)]:
                if concern.category not in reached or concern.level > reached[concern.category].level:
                    reached[concern.category] = concern
            top = max((c.level for c in reached.values()), default=Level.S0)
            if top > level:
                level, first_turn = top, item.places[at]
        return self._result(item, heard, list(reached.values()), first_turn, verdicts)

    def _result(
        self,
        item: Item,
        heard: list[Heard],
        concerns: list[Concern],
        first_turn: int | None,
        verdicts: list[Verdict | None],
    ) -> ScreenResult:
        """The answer with what it was made with."""
        ranked = ordered(concerns)
        level = ranked[0].level if ranked else Level.S0
        question = None
        if item.speaker is Speaker.MENTOR_NOTE:
            question = clarifying_question(heard[-1], ranked, verdicts[-1])
        return ScreenResult(
            level=level, category=ranked[0].category if ranked else None, concerns=tuple(ranked),
            lane=self.policy.lane(level), language=heard[-1].language if heard else "en",
            clarifying_question=question, first_turn=first_turn, versions=self.versions,
        )  # fmt: skip


def placing(turn: int) -> Place:
    """Spans of one turn."""

    def place(start: int, end: int) -> tuple[Span, ...]:
        return ((turn, start, end),)

    return place


def conversation_item(turns: Sequence[tuple[str, str]], *, minor: bool = False) -> Item:
    """A conversation as an Item: the mentee's turns with their index among all turns."""
    own = [(at, text) for at, (role, text) in enumerate(turns) if role == "mentee"]
    return Item(texts=tuple(text for _, text in own), places=tuple(at for at, _ in own), minor=minor)


def load_screen(
    embedder: Embedder | None, *, policy: EscalationPolicy | None = None, heads: Heads | None = None
) -> Screen:
    """A screen from the lexicons, the policy and the trained heads.

    Without an embedder, or where the heads were trained for another one, the rules listen alone: fewer veiled messages
    are heard, and `versions` says so.
    """
    lexicon, policy = load_lexicon(), policy or load_escalation()
    heads = usable(heads, embedder)
    versions = {"lexicon": lexicon.version, "escalation": f"{policy.version}+{policy.digest[:12]}",
                "heads": heads.version if heads else "none"}  # fmt: skip
    return Screen(lexicon=lexicon, policy=policy, heads=heads, embedder=embedder if heads else None, versions=versions)
