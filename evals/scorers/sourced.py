"""sourced: every sentence of a draft names what it rests on (promise 5)."""

from evals.case import Case
from evals.outputs import Output, sentences
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer


def is_sourced(line: dict[str, object]) -> bool:
    """It names at least one source, each with a kind and an id."""
    sources = line.get("sources") or []
    return isinstance(sources, list) and bool(sources) and all(s.get("kind") and s.get("id") for s in sources)


def judge(case: Case, output: Output) -> Judgement:
    """The dangerous mistake of a draft: a line that came from nowhere."""
    lines = list(sentences(output))
    if not lines:
        return Unscored(reason="the output has no sentence")
    bare = sum(not is_sourced(line) for line in lines)
    return verdict(
        not bare, f"all {len(lines)} sentences have sources", f"{bare} of {len(lines)} sentences have no source"
    )


SCORER = Scorer(name="sourced", about="Every sentence says where it comes from.", judge=judge,
                applies=lambda case: case.job == "prep", dangerous=True)  # fmt: skip
