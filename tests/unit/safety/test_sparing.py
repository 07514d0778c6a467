"""Notes far from any worry are not embedded, and end as if they were."""

from dataclasses import replace

import numpy as np
from makers import rules_only

from assistant.safety.features import feature_names
from assistant.safety.grams import PLACES
from assistant.safety.heads import Heads
from assistant.safety.levels import Category, Speaker
from assistant.safety.lexicon import Lexicon
from assistant.safety.screening import Item, Screen

CALM = ("She will email the outline on Friday.", "Reviewed chapter 4 and picked two goals.", "Met in the library.")
WORRY = ("he said he wants to kill himself tonight", "she has not eaten in four days and fainted", "I will hurt her")
GRAVE = ("suicide", "medical", "eating", "harm_to_others")


class Loud:
    """An embedder that notes what it was asked, and whose every row is worth `points` to the gate below."""

    def __init__(self, points: float) -> None:
        self.name, self.points, self.asked = "loud", points, list[str]()

    def embed(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        rows[:, 0] = self.points / 4  # the screen's own scale
        return rows


def eager_heads(lexicon: Lexicon) -> Heads:
    """A gate far away for calm words, near beside any cue, and moved by the first axis of meaning."""
    names = feature_names()
    cues = [20.0 if name in {f"cues:{one}" for one in GRAVE} else 0.0 for name in names]
    return Heads(
        gate=np.array([1.0, *[0.0] * 383, *cues, 0.0], dtype=np.float32), pieces=np.zeros(PLACES, dtype=np.float32),
        rare=np.ones(PLACES, dtype=np.float32), kinds=np.zeros((1, 385 + len(names)), dtype=np.float32),
        categories=(Category.SUICIDE,), names=names,
        card={"threshold": 14.0, "date": "", "examples": "", "most_meaning": 8.5},
    )  # fmt: skip


def listening(points: float) -> tuple[Screen, Loud]:
    loud, screen = Loud(points), rules_only()
    return replace(screen, heads=eager_heads(screen.lexicon), embedder=loud), loud


def items(*texts: str) -> list[Item]:
    return [Item(texts=(text,), speaker=Speaker.MENTOR_NOTE) for text in texts]


def test_calm_notes_are_not_embedded_and_worrying_ones_are() -> None:
    screen, loud = listening(0.0)

    screen.batch(items(*CALM, *WORRY), asking=False)

    assert not set(CALM) & set(loud.asked)
    assert set(WORRY) <= set(loud.asked)


def test_what_is_not_embedded_ends_the_same_even_where_meaning_worries_as_much_as_it_ever_does() -> None:
    screen, _ = listening(8.0)

    spared = screen.batch(items(*CALM, *WORRY), asking=False)

    assert [r.concerns for r in spared] == [r.concerns for r in screen.batch(items(*CALM, *WORRY))]


def test_a_person_who_may_be_asked_back_is_always_heard_in_full() -> None:
    screen, loud = listening(0.0)

    screen.message("Met in the library.")

    assert loud.asked == ["Met in the library."]


class Reading(Loud):
    """A Loud one whose reader can be heard alone; it gives `said` points to every text."""

    adapter = ""

    def __init__(self, said: float) -> None:
        super().__init__(0.0)
        self.said, self.listened = said, list[str]()

    def listen(self, texts: list[str]) -> np.ndarray:
        self.listened += texts
        rows = np.zeros((len(texts), 4), dtype=np.float32)
        rows[:, 0] = self.said
        return rows


def heard_alone(said: float, count: int) -> Reading:
    screen, loud = rules_only(), Reading(said)
    near = replace(
        eager_heads(screen.lexicon), card={"threshold": 3.0, "date": "", "examples": "", "most_meaning": 8.5}
    )
    replace(screen, heads=near, embedder=loud).batch(
        items(*(f"Unit {n} was fine." for n in range(count))), asking=False
    )
    return loud


def test_of_many_notes_only_those_the_reader_leaves_within_reach_get_their_place_in_meaning() -> None:
    calm, worried = heard_alone(-5.0, 80), heard_alone(2.0, 80)

    assert len(calm.listened) == len(worried.listened) == 80
    assert calm.asked == []
    assert len(worried.asked) == 80


def test_a_few_notes_are_read_in_one_pass() -> None:
    few = heard_alone(-5.0, 5)

    assert few.listened == []
    assert len(few.asked) == 5
