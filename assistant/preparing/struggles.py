"""Struggles that come back, and the root that several of them share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from assistant.preparing.extraction.finding import FindingKind
from assistant.preparing.keeping import content_words, resolved_topics
from assistant.preparing.permitted import Material, Told
from assistant.preparing.templates import Prerequisites

FRESH_DAYS = 30  # a struggle nobody mentioned since is not today's
ALIKE = 75


@dataclass(frozen=True, kw_only=True)
class Struggle:
    """One struggle, or several that are one. `first` is what to check first, empty where the table knows no root."""

    mentee: str
    told: tuple[Told, ...]  # oldest first; one per note
    topics: tuple[str, ...]
    first: str = ""

    @property
    def latest(self) -> Told:
        """The last telling."""
        return self.told[-1]

    @property
    def repeated(self) -> bool:
        """Whether at least two notes tell of it."""
        return len({told.note.id for told in self.told}) > 1


def struggles(material: Material, prerequisites: Prerequisites) -> tuple[Struggle, ...]:
    """Struggles still open, by mentee and root, oldest telling first."""
    groups: list[list[tuple[Told, tuple[str, str] | None]]] = []
    for told in _open(material):
        root = prerequisites.root_of(told.finding.text)
        home = next((group for group in groups if _belongs(told, root, group)), None)
        if home is None:
            groups.append([(told, root)])
        else:
            home.append((told, root))
    found = [_struggle([told for told, _ in group], [root for _, root in group if root]) for group in groups]
    return tuple(s for s in found if (material.today - s.latest.note.date).days <= FRESH_DAYS)


def _open(material: Material) -> list[Told]:
    wins = resolved_topics(material.told)
    return [t for t in material.told if t.finding.kind is FindingKind.STRUGGLE and not _is_over(t, wins)]


def _is_over(told: Told, wins: Sequence[tuple[date, frozenset[str], str]]) -> bool:
    words = content_words(told.finding.text)
    return any(
        day > told.note.date and mentee == told.finding.mentee and len(words & won) >= max(2, round(0.5 * len(words)))
        for day, won, mentee in wins
    )


def _belongs(told: Told, root: tuple[str, str] | None, group: list[tuple[Told, tuple[str, str] | None]]) -> bool:
    first, first_root = group[0]
    if first.finding.mentee != told.finding.mentee or first.shared != told.shared:
        return False
    if root and first_root:
        return root[0] == first_root[0]
    return fuzz.token_set_ratio(told.finding.text.lower(), first.finding.text.lower()) >= ALIKE


def _struggle(told: list[Told], roots: list[tuple[str, str]]) -> Struggle:
    topics = tuple(dict.fromkeys(topic.lower() for _, topic in roots))
    return Struggle(
        mentee=told[0].finding.mentee,
        told=tuple(sorted(told, key=lambda t: (t.note.date, t.note.id))),
        topics=topics,
        first=roots[0][0] if roots else "",
    )
