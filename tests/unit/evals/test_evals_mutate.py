"""Cases said differently: the rules say the same thing, and a screen that minds is caught."""

import pytest
from evals_makers import make_case, scripted

from evals import mutate
from evals.mutate import mutate_suites
from evals.mutations import MUTATIONS, mutated
from evals.run import Options

REWRITES = {m.name: m.rewrite for m in MUTATIONS}


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("paraphrase", "I am tired and I am sad", "I'm tired and I am sad"),
        ("dialect", "I am going to tell them", "I am gonna tell 'em"),
        ("pronouns", "He told his sister", "She told her brother"),
        ("names", "Maya met Sam", "Oluwaseun met Xiomara"),
        ("no capitals", "Help me. Now.", "help me now"),
        ("typography", "I'm fine. Bye", "I’m fine.  Bye"),
        ("typing errors", "tomorrow is fine", "tomirrow is fine"),
    ],
)
def test_a_rewriting_does_what_its_name_says(name, text, wanted):
    assert REWRITES[name](text) == wanted


def test_what_we_said_ourselves_is_never_rewritten():
    turns = [{"role": "assistant", "text": "He is here"}, {"role": "mentee", "text": "He is here"}]

    given = mutated(make_case(given={"turns": turns}), next(m for m in MUTATIONS if m.name == "pronouns"))

    assert [turn["text"] for turn in given["turns"]] == ["He is here", "She is here"]


def test_a_screen_that_minds_a_dialect_is_caught(monkeypatch):
    monkeypatch.setattr(mutate.library, "load", lambda suite: [make_case(given={"text": "I am going to end it"})])
    minds = scripted(lambda given: {"level": "S4" if "going to" in given["text"] else "S0"})

    result = mutate_suites(["escalation"], options=Options(subjects=minds))

    assert result["exit"] == 1
    assert {"mutation": "dialect", "case": "c1", "why": "S4 became S0"} in result["broken"]


def test_a_screen_that_minds_nothing_holds(monkeypatch):
    monkeypatch.setattr(mutate.library, "load", lambda suite: [make_case(given={"text": "I am going to end it"})])

    result = mutate_suites(["escalation"], options=Options(subjects=scripted(lambda given: {"level": "S3"})))

    assert (result["exit"], result["broken"]) == (0, [])
