"""The suite for a language model: enough cases of every kind, lies refused, good sentences kept, faults named."""

from collections import Counter

import pytest

import evals.wired_model
from assistant.writing.admission import Gate
from assistant.writing.entailment import Entailment
from core.settings import Settings
from evals.case import Case
from evals.forms import Setting
from evals.library import case_files, read_cases
from evals.scoring import score_case
from evals.subjects import Setup
from evals.suite import ALL
from evals.wired_model import KINDS, written_subject

KEPT = 0.95


def cases() -> list[Case]:
    """The suite's own cases."""
    suite = ALL["model"]
    return read_cases(case_files(suite.folder), Setting(suite=suite.name, job=suite.job))[0]


def test_there_are_enough_of_every_kind() -> None:
    kinds = Counter(case.slices["kind"] for case in cases())

    assert sum(kinds.values()) >= 150
    assert min(kinds.values()) >= 10
    assert {"invented", "contacts", "names", "turned", "forbidden", "faithful", "faults", "additions"} <= set(kinds)


def test_no_lie_passes_every_fault_is_named_and_good_sentences_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evals.wired_model, "gate", words_alone)
    subject = written_subject(Setup(settings=Settings()))

    failed = {case.id: case for case in cases() if not score_case(case, subject.answer(case.given))["passed"]}

    good = [case for case in cases() if case.expect.get("output_ok") is True]
    lost = [case for case in failed.values() if case.expect.get("output_ok") is True]
    assert [name for name, case in failed.items() if case.expect.get("output_ok") is not True] == []
    assert 1 - len(lost) / len(good) >= KEPT


def words_alone(_: Setup, kind: str) -> Gate:
    """The gate without its embedding: everything here has to fall for what it says."""
    text, whole = KINDS[kind]
    return Gate(entailment=Entailment(nearness=lambda *_: 1.0), kind=text, whole=whole)
