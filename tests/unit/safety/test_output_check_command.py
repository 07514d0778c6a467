"""`trellis check` as formats.md has it: JSON lines in and out, order kept, one bad line costs only itself."""

import json

from click.testing import CliRunner, Result

from cli.check import command

GOOD = {"id": "a", "output": "How did the quiz go?", "context": {"kind": "check_in"}, "more": 1}
BAD = {"id": "b", "output": "Hi. I promise this stays between us."}


def run(*lines: object) -> Result:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    return CliRunner().invoke(command, ["--input", "-", "--output", "-"], input=text)


def test_each_text_is_answered_in_order_with_rule_span_and_reason() -> None:
    done = run(GOOD, BAD)
    good, bad = map(json.loads, done.stdout.splitlines())

    assert done.exit_code == 0
    assert good == {"id": "a", "ok": True, "violations": []}
    assert (bad["id"], bad["ok"]) == ("b", False)
    (start, end) = next(v["span"] for v in bad["violations"] if v["rule"] == "L4-secrecy")
    assert str(BAD["output"])[start:end].startswith("promise this stays between us")
    assert all(v["why"] for v in bad["violations"])


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_done() -> None:
    done = run("{", {"id": "c"}, {"id": "d", "output": "x", "context": {"kind": "poem"}}, GOOD)

    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a"]
    assert all(f"line {number}:" in done.stderr for number in (1, 2, 3))


def test_sources_in_the_context_are_looked_up() -> None:
    line = {"id": "e", "output": "Closes at 5:30 pm.", "context": {"kind": "reply", "sources": ["until 5 pm"]}}

    found = json.loads(run(line).stdout)

    assert [v["rule"] for v in found["violations"]] == ["9-unsourced"]
