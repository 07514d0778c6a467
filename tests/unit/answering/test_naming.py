"""A question that names another term, campus or kind of thing is not answered by the page beside it."""

from dataclasses import replace

import pytest

from assistant.answering.kinds import kinds_of
from assistant.answering.naming import names_something_else
from assistant.answering.steps.parts import two_things
from assistant.answering.turn import Part
from knowledge.document import Audience
from retrieval.passage import Passage, Unit
from retrieval.ranking import EARLIER_EDITION, Hit, weighed

PAGE = Passage(
    id="p", document="tutoring.md", title="Tutoring Hub", path=("Tutoring Hub", "Schedule"), page=None, office="Hub",
    campus="",
    units=(Unit(text="Mathematics and chemistry tutoring: fall and spring, Mon to Fri 9 am to 5 pm at Mesa."),),
    audience=Audience.EVERYONE, verified_on=None, review_by=None,
)  # fmt: skip


def named(text: str) -> str:
    hit = Hit(passage=PAGE, score=1, dense=1, lexical=1)
    return names_something_else(Part(text=text, kinds=kinds_of(text), hits=(hit,)), [PAGE])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("physics tutoring times", "kind"), ("when is tutoring open in summer", "term"),
        ("when does the hub on the airport campus open", "campus"), ("chemistry tutoring hours", ""),
        ("when is tutoring open this fall", ""), ("hub hours on the mesa campus", ""), ("is there free tutoring", ""),
    ],
)  # fmt: skip
def test_what_the_page_never_names_is_told_from_what_it_does(text: str, what: str) -> None:
    assert named(text) == what


def test_two_things_under_one_verb_are_two_questions() -> None:
    assert two_things("how do i get a laptop and internet at home?") == [
        "how do i get a laptop ", "how do i get internet at home"
    ]  # fmt: skip
    assert two_things("is the lab open monday and friday") == []


def test_last_years_edition_loses_to_this_years() -> None:
    from datetime import date

    def edition(years: str, score: float) -> Hit:
        page = replace(PAGE, id=years, document=f"fees-{years}.csv", title=f"Fees {years.replace('-', ' ')}")
        return Hit(passage=page, score=score, dense=0.5, lexical=0.5)

    hits = [edition("2025-26", 1.0), edition("2026-27", 0.95), edition("2027-28", 0.9)]
    first, *others = weighed(hits, today=date(2026, 11, 24))

    assert first.passage.document == "fees-2026-27.csv"
    assert EARLIER_EDITION in others[-1].reasons + others[0].reasons
