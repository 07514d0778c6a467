"""Across turns (2.3 rules 4, 6, 8, 9): cues add up, distress makes a method question urgent, three small things one."""

from dataclasses import dataclass

from assistant.safety.concluding import Hearing, conclude
from assistant.safety.hearing import Heard, hear
from assistant.safety.imminence import TOLD
from assistant.safety.levels import Category, Concern, Level, Span, Speaker, Subject, When
from assistant.safety.lexicon import Lexicon
from assistant.safety.policy import EscalationPolicy

WINDOW = 20  # turns in which distress counts for a later method question (rule 6)


@dataclass(frozen=True, kw_only=True)
class Turns:
    """A mentee's turns with their place in the conversation."""

    texts: tuple[str, ...]
    places: tuple[int, ...]
    heard: tuple[Heard, ...]
    minor: bool = False


def across_turns(turns: Turns, at: int, policy: EscalationPolicy, lexicon: Lexicon) -> list[Concern]:
    """Concerns that only the turns up to `at` together raise."""
    return [*seeking(turns, at), *together(turns, at, policy, lexicon), *small_things(turns, at, policy)]


def seeking(turns: Turns, at: int) -> list[Concern]:
    """A question about methods with distress anywhere in the last 20 turns, its own included (rule 6)."""
    now = turns.heard[at]
    asked = [cue for cue in now.cues if "seeking" in cue.rule.signs and not cue.idiom]
    window = turns.heard[max(0, at - WINDOW + 1) : at + 1]
    if not asked or now.speaker is Speaker.MENTOR_NOTE:
        return []
    before = any(one.says("distress") or heavy(one) for one in window[:-1])
    own = now.says("distress", None) and not now.domains & {"course", "fiction", "news", "game"}
    if not (before or own):
        return []
    spans: tuple[Span, ...] = tuple((turns.places[at], *cue.origin) for cue in asked)
    return [Concern(category=Category.SUICIDE, level=Level.S3, subject=Subject.SELF, time=When.NOW,
                    fired=f"rule:2.3-6/{asked[0].rule.id}", spans=spans,
                    why="a method question with distress (rule 6)")]  # fmt: skip


def heavy(heard: Heard) -> bool:
    """Whether a turn holds a cue of the first two categories."""
    return any(
        cue.rule.category in (Category.SUICIDE, Category.SELF_INJURY) and cue.weight >= 0.4 for cue in heard.cues
    )


def together(turns: Turns, at: int, policy: EscalationPolicy, lexicon: Lexicon) -> list[Concern]:
    """The turns that hold cues, read as one text: a plan in one turn and a time in another is a plan with a time."""
    first = max(0, at - WINDOW + 1)
    chosen = [n for n in range(first, at + 1) if n == at or any(cue.weight >= 0.4 for cue in turns.heard[n].cues)]
    if len(chosen) < 2 or not turns.heard[at].text or is_small_talk(turns.heard[at]):
        return []
    joined, offsets = "", []
    for n in chosen:
        offsets.append((len(joined), n))
        joined += turns.texts[n] + "\n"
    heard = rehear(joined, lexicon, turns.heard[at].speaker)

    def place(start: int, end: int) -> tuple[Span, ...]:
        begin, n = max((o for o in offsets if o[0] <= start), default=offsets[0])
        size = len(turns.texts[n])
        return ((turns.places[n], min(start - begin, size), max(min(end - begin, size), min(start - begin, size))),)

    hearing = Hearing(heard=heard, verdict=None, place=place, minor=turns.minor)
    return conclude(hearing, policy)


def is_small_talk(heard: Heard) -> bool:
    """Whether a turn without a cue of violence asks something or speaks of class, a game or sport: its times are not
    those of a danger told before (`what closes tonight?`).
    """
    worrying = any(cue.weight >= 0.4 and cue.rule.category in TOLD for cue in heard.cues)
    return not worrying and (heard.asks or bool(heard.domains))


def rehear(text: str, lexicon: Lexicon, speaker: Speaker) -> Heard:
    """Hear joined turns."""
    return hear(text, lexicon, speaker)


def small_things(turns: Turns, at: int, policy: EscalationPolicy) -> list[Concern]:
    """Three different small concerns make one bigger (rule 9)."""
    found: dict[Category, Span] = {}
    for n in range(at + 1):
        for cue in turns.heard[n].cues:
            if policy.default(cue.rule.category) is Level.S1 and cue.weight >= 0.7 and not cue.explained:
                found.setdefault(cue.rule.category, (turns.places[n], *cue.origin))
    need = policy.body.tie_rules["small_items_to_digest"]["items"]
    if len(found) < need:
        return []
    category = next(iter(found))
    return [Concern(category=category, level=Level.S2, subject=Subject.SELF, time=When.NOW, fired="rule:2.3-9",
                    spans=tuple(found.values()), why="three small things make one bigger (rule 9)")]  # fmt: skip
