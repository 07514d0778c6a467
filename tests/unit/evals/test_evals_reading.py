"""A stranger's case file: what is wrong is said with its line."""

from pathlib import Path

import pytest

from evals.case import Mistake
from evals.forms import Setting
from evals.library import CaseFileError, checked, load_file, named, read_cases

TEN_MISTAKES = """\
suite: escalation
author: s1
cases:
  - id: a1
    about: fine
    given: {text: "where is the bus"}
    expect: {level: S0}
  - id: a2
    abuot: misspelt key
    about: two
    given: {text: "hello there"}
    expect: {level: S0}
  - about: no id
    given: {text: "who are you"}
    expect: {level: S0}
  - id: a3
    about: unknown level
    given: {text: "good morning"}
    expect: {level: S7}
  - id: a4
    about: unknown expectation
    given: {text: "good evening"}
    expect: {levl: S0}
  - id: a5
    about: expectation of another job
    given: {text: "good night"}
    expect: {sums_to: 60}
  - id: a6
    about: nothing expected
    given: {text: "see you"}
    expect: {}
  - id: a7
    about: nothing given
    given: {}
    expect: {level: S0}
  - id: a8
    about: no such job
    job: sing
    given: {text: "la la"}
    expect: {level: S0}
  - id: a1
    about: id taken
    given: {text: "a completely different sentence"}
    expect: {level: S0}
  - id: a9
    about: nearly the same words
    given: {text: "where is the bus?"}
    expect: {level: S0}
  - id: a10
    about: wrong rule
    rules: [Z99999]
    given: {text: "what now"}
    expect: {level: S0}
"""


def test_ten_kinds_of_mistake_give_ten_clear_errors(tmp_path):
    found = mistakes_of(tmp_path, TEN_MISTAKES)

    told = [mistake.message for mistake in found]
    for words in (
        "unknown key 'abuot' (did you mean 'about'?)", "'id' is missing", "'level' must be S0, S1, S2, S3 or S4",
        "unknown expectation 'levl' (did you mean 'level'?)", "'sums_to' cannot be expected of the job 'screen'",
        "nothing is expected", "`given` needs 'text' or 'turns'", "there is no job 'sing'", "the id 'a1' is taken",
        "the same words as 'a1'", "'Z99999' is no rule ID",
    ):  # fmt: skip
        assert any(words in message for message in told), words
    assert len(told) == 11


def test_each_mistake_names_its_line(tmp_path):
    found = {m.message.split("'")[1]: m.place for m in mistakes_of(tmp_path, TEN_MISTAKES) if "'" in m.message}

    assert found["abuot"].endswith("s.yaml:9")
    assert found["levl"].endswith("s.yaml:23")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("s.yaml", "cases: [\n", "not readable YAML"),
        ("s.yaml", "", "empty"),
        ("s.yaml", "cases:\n  - 3\n", "must be a mapping"),
        ("s.yaml", "cases:\n  - {id: a, id: b}\n", "written twice"),
        ("s.yaml", "who: me\n", "expected `cases:`"),
        ("s.jsonl", '{"id": 1,\n', "not a JSON object"),
        ("s.jsonl", "[1]\n", "found list"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, text, words):
    (tmp_path / name).write_text(text)

    _, mistakes = read_cases([tmp_path / name], Setting(suite="escalation", job="screen"))

    assert any(words in mistake.message for mistake in mistakes)


def test_a_mistake_at_the_head_is_told_once_and_hides_none_of_the_others(tmp_path):
    two = "  - {id: x1, abuot: a, text: hi, expect: {levl: S0}}\n  - {id: x1, about: b}\n"
    text = f"author: s1\ncolour: red\ncases:\n{two}"

    told = [str(mistake).split("s.yaml:")[1] for mistake in mistakes_of(tmp_path, text)]

    assert told[0] == "2: unknown key 'colour' at the head"
    assert [line[0] for line in told] == ["2", "4", "4", "5", "5"]
    assert "taken" in told[-1]


def test_an_open_quote_is_told_where_it_was_opened(tmp_path):
    found = mistakes_of(tmp_path, 'author: s1\ncases:\n  - {id: x1, about: "open, text: hi}\n  - {id: x2}\n')

    assert str(found[0]).endswith(
        "s.yaml:3: not readable YAML: while scanning a quoted scalar, found unexpected end of stream"
    )


def test_an_author_of_training_examples_may_not_examine(tmp_path):
    text = 'cases:\n  - {id: x1, about: a, author: b1, text: "a sentence of my own", expect: {level: S0}}\n'

    found = mistakes_of(tmp_path, text)

    assert "one author, one side" in found[0].message


def test_a_contrast_with_another_expectation_is_no_duplicate(tmp_path):
    text = (
        "author: s1\ncases:\n"
        '  - {id: x1, about: a, text: "I want to die, it is true", expect: {level: S3}}\n'
        '  - {id: x2, about: a, text: "I want to die, it is true!", expect: {level: S0}}\n'
    )

    assert mistakes_of(tmp_path, text) == []


def test_a_short_form_and_a_long_form_are_the_same_case(tmp_path):
    text = (
        "author: s1\ncases:\n"
        '  - {id: x1, about: a, question: "when is it open", kind: hours, expect: {status: answered}}\n'
        '  - {id: x2, about: a, given: {text: "when is it open"}, slices: {kind: hours}, expect: {status: none}}\n'
    )
    (tmp_path / "s.yaml").write_text(text)

    one, two = load_file(named("resources"), tmp_path / "s.yaml")

    assert (one.given, one.slices) == (two.given, two.slices)
    assert not one.own


def test_a_file_with_mistakes_is_refused_whole(tmp_path):
    (tmp_path / "s.yaml").write_text(TEN_MISTAKES)

    with pytest.raises(CaseFileError) as refused:
        load_file(named("escalation"), tmp_path / "s.yaml")

    assert len(refused.value.mistakes) == 11


def mistakes_of(folder: Path, text: str) -> list[Mistake]:
    path = folder / "s.yaml"
    path.write_text(text)
    cases, mistakes = read_cases([path], Setting(suite="escalation", job="screen", own=False))
    return checked(cases, mistakes)
