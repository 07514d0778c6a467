"""What must hold for any words: heads only raise, concerns are whole, later turns never lower, short cuts are that."""

from dataclasses import replace
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.safety.concluding import Hearing, conclude
from assistant.safety.heads import Verdict
from assistant.safety.hearing import hear
from assistant.safety.levels import Category, Level
from assistant.safety.lexicon import Lexicon
from assistant.safety.screening import Screen, load_screen

PIECES = (
    "i want to die", "tonight", "lol", "my roommate", "he hit me", "pills", "in the movie", "i took them all", "not",
    "for my essay", "years ago", "i am better now", "she said", "goodbye everyone", "no quiero vivir", "我不想活了",
    "this exam is killing me", "gun", "?", ".", "\"", "i cant breathe", "how high is the bridge", "🔪", "asdf qwer",
)  # fmt: skip
WORDS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join))


@lru_cache(maxsize=1)
def screen() -> Screen:
    return load_screen(None)


def place(start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    return ((0, start, end),)


def top(text: str, verdict: Verdict | None) -> Level:
    found = conclude(Hearing(heard=hear(text, screen().lexicon), verdict=verdict, place=place), screen().policy)
    return max((concern.level for concern in found), default=Level.S0)


@settings(max_examples=150, deadline=None)
@given(WORDS, st.floats(-9, 9), st.sampled_from(list(Category)))
def test_a_models_vote_never_lowers(text: str, gate: float, category: Category) -> None:
    assert top(text, Verdict(gate=gate, category=category, share=0.5)) >= top(text, None)


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_every_concern_is_complete_and_points_into_the_text(text: str) -> None:
    result = screen().message(text)

    assert (result.level is Level.S0) == (not result.concerns)
    for concern in result.concerns:
        assert concern.fired
        assert concern.spans
        assert all(turn == 0 and 0 <= start <= end <= len(text) for turn, start, end in concern.spans)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=4))
def test_a_later_turn_never_lowers_what_was_reached(texts: list[str]) -> None:
    turns = [("mentee", text) for text in texts]

    assert screen().conversation(turns).level >= screen().conversation(turns[:-1]).level


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_the_literal_short_cut_changes_nothing(text: str) -> None:
    assert [c.rule.id for c in hear(text, screen().lexicon).cues] == [c.rule.id for c in hear(text, slow()).cues]


@lru_cache(maxsize=1)
def slow() -> Lexicon:
    lexicon = screen().lexicon
    return replace(lexicon, cues=tuple(replace(rule, literals=()) for rule in lexicon.cues))
