"""Cases that are alike: the same id, the same words, nearly the same words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from evals.case import Case, Mistake

NEAR = 96.0  # of 100: two wordings that differ by a letter or a comma, not by a word that matters


def plain(text: str) -> str:
    """Words only: case, punctuation and spaces do not make a new case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def repeated_ids(named_at: Iterable[tuple[str, str]]) -> Iterator[Mistake]:
    """Ids that were used before, from pairs of an id and its place, and where they were used first."""
    seen: dict[str, str] = {}
    for name, place in named_at:
        if name and name in seen:
            yield Mistake(place=place, message=f"the id '{name}' is taken (first at {seen[name]})")
        seen.setdefault(name, place)


def near_duplicates(cases: Iterable[Case]) -> Iterator[Mistake]:
    """Cases whose words are (nearly) those of another and who expect the same: they only make a number look larger.

    Two wordings that expect different things are a contrast, and welcome; `twin_of` says that likeness is meant.
    """
    groups: dict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in cases:
        if case.text and not case.twin_of:
            rest = {k: v for k, v in case.given.items() if k not in ("text", "turns", "output", "previous")}
            groups[case.job, repr(sorted(rest.items())), repr(sorted(case.expect.items()))].append(case)
    for group in groups.values():
        yield from pairs(group)


def pairs(group: list[Case]) -> Iterator[Mistake]:
    """Each case of a group that is too near an earlier one, named once."""
    words = [plain(case.text) for case in group]
    for here, case in enumerate(group):
        found = process.extractOne(words[here], words[:here], scorer=fuzz.ratio, score_cutoff=NEAR)
        if found:
            alike = "the same words as" if found[1] == 100 else "nearly the same words as"
            message = f"'{case.id}' has {alike} '{group[found[2]].id}' and expects the same"
            yield Mistake(place=case.place, message=message)
