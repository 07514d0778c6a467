"""Whether a sentence follows from what it names: words that turn a meaning first, then overlap, then nearness.

A small embedding cannot tell yes from no; the turning words can. Nearness only rules out what is about something else.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from access.sentences import clauses, sentences
from retrieval.words import content_words, related, stem, words_of

Nearness = Callable[[str, Sequence[str]], float]
"""A sentence and its sources -> the greatest cosine, -1 to 1."""

ENOUGH_WORDS, ENOUGH_NEAR = 0.78, 0.45
FEWEST_WORDS, NEAR = 0.67, 0.55
NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|isn't|aren't|don't|doesn't|won't|can't|didn't"
    r"|wasn't|needn't|shouldn't|couldn't|mustn't|haven't|hasn't|unable|ineligible|closed|denied|refused)\b"
)
# Words that turn what a sentence promises: said only where a source says them, or their like.
TURNING: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "always every everyone anyone all any everybody anybody",
        "free waived gratis costless complimentary",
        "guarantee guaranteed certain certainly definitely sure surely",
        "must required require requires mandatory have need needs requirement obliged",
        "only just solely except unless",
        "open opens opening available hours",
        "close closes closed closing shut",
        "before prior by until till ahead earlier",
        "after following later past since",
        "least minimum more over above",
        "most maximum less under below fewer up",
        "immediately instantly automatic automatically",
        "optional voluntary",
        "extend extended extension extends",
        "secret confidential private anonymous anonymously confidentially",
        "approved approve approval eligible qualify qualifies entitled allowed allow",
        "legal lawful",
        "illegal unlawful",
        "unlimited forever permanent permanently",
        "refund refunded reimbursed reimburse",
        "cancelled canceled cancel postponed moved",
        "penalty fine fee charge charged fees cost costs",
        "safe harmless fine okay",
        "dangerous serious urgent emergency",
        "morning",
        "afternoon",
        "evening",
        "night overnight",
        "online person remotely virtual virtually phone zoom",
        "fail failed failing",
        "pass passed",
        "without",
        "win won",
        "remove removed removes erase erased delete deleted",
        "appointment walk-in drop-in",
    )
)
COMMON_TURNS = frozenset(
    {"have", "need", "needs", "any", "all", "hours", "just", "up", "by", "over", "more", "fine", "moved"}
)
"""Of these the everyday sense is the commoner one; they vouch for others and need no voucher."""
# Where the nearest sentence of the sources says one of a pair and the worded one the other, it says the reverse.
OPPOSITE: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("before prior by until till", "after following later since"),
        ("least minimum", "most maximum"),
        ("free", "cost costs fee fees charge"),
        ("open opens", "close closes closed"),
    )
)
DENIED = re.compile(r"\b(?:no|without(?: an?| any)?|not(?: an?| any)?)\s+([a-z-]{4,})")


@dataclass(frozen=True, kw_only=True)
class Entailment:
    """The check with its nearness; `embed` is called once a sentence."""

    nearness: Nearness

    def follows(self, sentence: str, sources: Sequence[str]) -> bool:
        """Whether everything said is in the sources, as far as this can be told without a person.

        Each sentence has to follow by itself: a true one carries no other one through.
        """
        return all(self._follows(one, sources) for one in sentences(sentence))

    def _follows(self, sentence: str, sources: Sequence[str]) -> bool:
        if any(sentence.strip() in sentences(source) for source in sources):
            return True  # word for word
        if turned(sentence, sources) or negated_otherwise(sentence, sources):
            return False
        if reversed_in(sentence, sources) or affirms_the_denied(sentence, sources):
            return False
        if len(set(content_words(sentence))) > 1 and any(covered(sentence, [one]) == 1 for one in said_in(sources)):
            return True  # one sentence says all of it
        share = covered(sentence, sources)
        if share < FEWEST_WORDS:
            return False
        near = self.nearness(sentence, sources)
        return near >= (ENOUGH_NEAR if share >= ENOUGH_WORDS else NEAR)


def covered(sentence: str, sources: Sequence[str]) -> float:
    """Share of the sentence's content words that its sources say; a near relative counts."""
    held = stems_of(" ".join(sources))
    words = list(dict.fromkeys(content_words(sentence)))
    if not words:
        return 0.0
    return sum(stem(word) in held or bool(held & {stem(r) for r in related(word)}) for word in words) / len(words)


@lru_cache(maxsize=512)
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(stem(word) for word in words_of(text))


def turned(sentence: str, sources: Sequence[str]) -> bool:
    """Whether the sentence holds a turning word that no source says, nor its like."""
    said = set(re.findall(r"[a-z-]+", plain(sentence)))
    held = set(re.findall(r"[a-z-]+", plain(" ".join(sources))))
    return any((said & group) - COMMON_TURNS and not held & group for group in TURNING)


def negated_otherwise(sentence: str, sources: Sequence[str]) -> bool:
    """Whether a part of the sentence says no where the nearest part of its sources says yes, or the reverse."""
    pieces = [piece for text in sources for one in sentences(text) for piece in parts_of(one)]
    return any(
        (NEGATION.search(plain(part)) is None) != (NEGATION.search(plain(nearest(part, pieces))) is None)
        for part in parts_of(sentence)
        if content_words(part)
    )


def said_in(sources: Sequence[str]) -> list[str]:
    """The sentences of several sources."""
    return [one for source in sources for one in sentences(source)]


def reversed_in(sentence: str, sources: Sequence[str]) -> bool:
    """Whether a part says one of a pair of opposites where the nearest sentence of its sources says only the other."""
    said = said_in(sources)
    parts = parts_of(sentence)
    if len(parts) > 1 and len(parts[0].split()) < 4:  # "After September 9, ..." says it of what follows
        parts = [f"{parts[0]} {parts[1]}", *parts[2:]]
    for part in parts:
        mine, held = tokens(part), tokens(nearest(part, said))
        for one, other in OPPOSITE:
            if (mine & one and held & other and not held & one) or (mine & other and held & one and not held & other):
                return True
    return False


def affirms_the_denied(sentence: str, sources: Sequence[str]) -> bool:
    """Whether a part says yes to what the sources name only to say no to it: an appointment, where none is needed."""
    said = [plain(one) for one in said_in(sources)]
    denied = {stem(word) for one in said for word in DENIED.findall(one)}
    granted = {stem(word) for one in said if NEGATION.search(one) is None for word in words_of(one)}
    return any(
        NEGATION.search(plain(part)) is None
        and "without" not in plain(part)
        and {stem(word) for word in words_of(part)} & (denied - granted)
        for part in parts_of(sentence)
    )


def tokens(text: str) -> set[str]:
    """The lower-case words of a text."""
    return set(re.findall(r"[a-z-]+", plain(text)))


def parts_of(sentence: str) -> list[str]:
    """The clauses of a sentence; a clause without three words of its own stays with the one before."""
    parts: list[str] = []
    for joint, clause in clauses(sentence):
        if parts and len(clause.split()) < 4 and ";" not in joint:
            parts[-1] += f" {clause}"
        else:
            parts.append(clause)
    return parts


def nearest(part: str, pieces: Sequence[str]) -> str:
    """The piece that shares most words; of equals the one that agrees in saying yes or no."""
    mine = stems_of(part)
    says_no = NEGATION.search(plain(part)) is None

    def likeness(piece: str) -> tuple[float, bool]:
        held = stems_of(piece)
        return len(mine & held) / (1 + 0.1 * len(held)), (NEGATION.search(plain(piece)) is None) == says_no

    return max(pieces, key=likeness, default="")


def plain(text: str) -> str:
    """Lower case with straight apostrophes; `with no` is `without`."""
    return text.lower().replace("’", "'").replace("with no ", "without ")
