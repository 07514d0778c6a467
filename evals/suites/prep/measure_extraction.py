"""Measure extraction against the labelled sentences: F1 by kind, whose it is, and dates exactly right."""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.preparing.extraction.dates import Anchors
from assistant.preparing.extraction.extractor import extract
from assistant.preparing.extraction.finding import COMMITMENTS, Finding, FindingKind, People

LABELS = {"promise": "commitment", "step": "commitment", "struggle": "struggle", "win": "win", "carry": "carry"}
MAYA = ((("m1", "Maya Lopez"),), ("MATH 101", "BIO 110", "ENGL 120"))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Counts for one kind."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        """2PR / (P + R); 1 where there is nothing to find and nothing was found."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a run of the set gave. `mistakes` are lines for a person to read."""

    cases: int
    kinds: dict[str, Tally]
    dates_right: int
    dates: int
    owners_right: int
    owners: int
    mistakes: tuple[str, ...]

    @property
    def f1(self) -> float:
        """F1 over promises and next steps."""
        return self.kinds["commitment"].f1


def measure(path: Path) -> Measured:
    """Run the extractor over every sentence of a labelled file."""
    counts: Counter[tuple[str, str]] = Counter()
    mistakes: list[str] = []
    total = 0
    for section in yaml.safe_load(path.read_text(encoding="utf-8"))["sections"]:
        mentees, courses = MAYA if "about" not in section else (tuple(tuple(m) for m in section["about"]), ())
        people = People(mentor="Sam Okoro", mentees=mentees, known_courses=courses)
        anchors = Anchors(said=section["said"], next_session=section["next_session"], term_end=section["term_end"])
        for case in section["cases"]:
            total += 1
            mistakes.extend(judge(case, extract(case["text"], people, anchors), counts))
    kinds = {
        kind: Tally(right=counts[kind, "right"], wrong=counts[kind, "wrong"], missed=counts[kind, "missed"])
        for kind in ("commitment", "struggle", "win", "carry")
    }
    return Measured(
        cases=total, kinds=kinds, dates_right=counts["date", "right"], dates=counts["date", "all"],
        owners_right=counts["owner", "right"], owners=counts["owner", "all"], mistakes=tuple(mistakes),
    )  # fmt: skip


def judge(case: dict[str, Any], findings: tuple[Finding, ...], counts: Counter[tuple[str, str]]) -> list[str]:
    """Count one sentence; returns what went wrong with it."""
    found = {kind_of(finding) for finding in findings} - {""}
    wanted = {LABELS[case["is"]]} if case["is"] in LABELS else set()
    wrong = []
    for kind in found | wanted:
        outcome = "right" if kind in found & wanted else "wrong" if kind in found else "missed"
        if kind == "win" and outcome == "wrong" and "commitment" not in wanted and case["is"] == "carry":
            continue
        counts[kind, outcome] += 1
        if outcome != "right":
            wrong.append(f"{outcome} {kind}: {case['text']}")
    commitment = next((f for f in findings if f.kind in COMMITMENTS), None)
    if commitment is not None and "commitment" in wanted:
        counts["owner", "all"] += 1
        counts["owner", "right"] += commitment.who.value == case["who"]
        counts["date", "all"] += 1
        counts["date", "right"] += commitment.due == case.get("due")
        if commitment.who.value != case["who"]:
            wrong.append(f"owner {commitment.who.value}, not {case['who']}: {case['text']}")
        if commitment.due != case.get("due"):
            wrong.append(f"date {commitment.due}, not {case.get('due')}: {case['text']}")
    return wrong


def kind_of(finding: Finding) -> str:
    """The label a finding answers to; evidence of keeping is not labelled."""
    if finding.kind in COMMITMENTS:
        return "commitment"
    return {FindingKind.STRUGGLE: "struggle", FindingKind.WIN: "win", FindingKind.CARRY_OVER: "carry"}.get(
        finding.kind, ""
    )


def report(measured: Measured) -> str:
    """The figures in plain lines."""
    lines = [f"{measured.cases} sentences"]
    for kind, tally in measured.kinds.items():
        lines.append(f"{kind}: F1 {tally.f1:.3f} (right {tally.right}, wrong {tally.wrong}, missed {tally.missed})")
    lines.append(
        f"dates exactly right: {measured.dates_right}/{measured.dates} = {measured.dates_right / measured.dates:.3f}"
    )
    lines.append(f"whose: {measured.owners_right}/{measured.owners} = {measured.owners_right / measured.owners:.3f}")
    return "\n".join(lines)


if __name__ == "__main__":
    result = measure(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("extraction.yaml"))
    sys.stdout.write("\n".join([report(result), *result.mistakes]) + "\n")
