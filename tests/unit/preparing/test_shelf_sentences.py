"""The sentence a prep takes from the shelf, and the words a drill names a source with."""

from assistant.drilling import queue
from assistant.preparing.librarian import best_sentence
from knowledge.document import Audience
from retrieval.passage import Passage, Unit, UnitKind


def passage_of(line: str) -> Passage:
    return Passage(
        id="p", document="training/goals/slips.md", title="Slips", path=("Slips",), page=None, office="", campus="",
        audience=Audience.MENTOR, verified_on=None, review_by=None,
        units=(Unit(text=line, kind=UnitKind.ITEM),),
    )  # fmt: skip


def test_a_sentence_from_a_list_comes_without_its_marker() -> None:
    for marker in ("- ", "2. ", "3) "):
        hit = best_sentence("smaller steps", passage_of(f"{marker}Offer a smaller step, not a bigger push."))

        assert hit is not None
        assert hit.sentence == "Offer a smaller step, not a bigger push."


def test_a_drill_names_each_source_once_in_words() -> None:
    shown = [line.source_shown for line in queue(7).lines]

    assert any(one.startswith("check-in, 2026-11-20") for one in shown)
    assert any(one.startswith("shared question,") for one in shown)
    assert not any("_" in one.split(":")[0] for one in shown)
