"""From what was heard to what is raised: groups, levels, evidence; and counts that give nobody away."""

from datetime import date

from assistant.escalating.lines import ways_of
from assistant.escalating.recipients import Chain, chain_in
from assistant.escalating.worries import heard_now, named_in, only_earlier, surroundings, worries_in
from assistant.safety.levels import Category, Concern, Lane, Level, ScreenResult, Subject, When
from assistant.trends import Cell, table

TEXT = "We did fractions. I want to disappear. See you Monday."


def concern(category: Category, level: Level, *, turn: int = 0, subject: Subject = Subject.SELF) -> Concern:
    return Concern(
        category=category, level=level, subject=subject, time=When.NOW, fired="rule", spans=((turn, 18, 37),)
    )


def screened(*concerns: Concern) -> ScreenResult:
    top = max(concerns, key=lambda one: one.level)
    return ScreenResult(
        level=top.level, category=top.category, concerns=concerns, lane=Lane.SAFETY, language="en", versions={}
    )


def test_what_is_about_the_person_is_one_worry_and_each_complaint_another() -> None:
    heard = screened(
        concern(Category.SUICIDE, Level.S3), concern(Category.EATING, Level.S2),
        concern(Category.MENTOR_CONDUCT, Level.S2), concern(Category.PROGRAM_CONDUCT, Level.S2),
    )  # fmt: skip

    found = worries_in(heard, TEXT)

    assert [(one.category, one.level, len(one.evidence)) for one in found] == [
        (Category.SUICIDE, Level.S3, 2), (Category.MENTOR_CONDUCT, Level.S2, 1),
        (Category.PROGRAM_CONDUCT, Level.S2, 1),
    ]  # fmt: skip


def test_small_things_and_earlier_turns_are_no_worry_of_their_own() -> None:
    assert worries_in(screened(concern(Category.FINANCIAL, Level.S1)), TEXT) == ()
    earlier = screened(concern(Category.SUICIDE, Level.S3, turn=0))
    assert worries_in(earlier, TEXT, turn=2) == ()
    assert only_earlier(earlier, 2)


def test_what_is_said_again_counts_again_and_what_was_only_said_before_does_not() -> None:
    with_history = screened(concern(Category.SUICIDE, Level.S4, turn=0))
    nothing = ScreenResult(level=Level.S0, category=None, concerns=(), lane=None, language="en")

    again = heard_now(with_history, screened(concern(Category.SUICIDE, Level.S3)), 2)
    ordinary = heard_now(with_history, nothing, 2)

    assert (again.level, again.category, again.lane) == (Level.S3, Category.SUICIDE, Lane.SAFETY)
    assert again.concerns[0].spans == ((2, 18, 37),)
    assert (ordinary.level, ordinary.concerns) == (Level.S0, ())


def test_history_makes_a_turn_more_urgent_and_never_less() -> None:
    with_history = screened(concern(Category.SUICIDE, Level.S4, turn=2))

    assert heard_now(with_history, screened(concern(Category.SUICIDE, Level.S3)), 2).level is Level.S4
    assert heard_now(screened(concern(Category.SUICIDE, Level.S3, turn=2)), with_history, 2).level is Level.S4


def test_a_level_without_a_named_word_is_still_a_worry() -> None:
    heard = ScreenResult(level=Level.S3, category=None, concerns=(), lane=Lane.SAFETY, language="und")

    (found,) = worries_in(heard, "?????")

    assert (found.level, found.evidence[0]["fired"]) == (Level.S3, "screen.level")


def test_evidence_is_the_sentence_and_a_long_one_is_cut_around_the_words() -> None:
    assert surroundings(TEXT, [(18, 37)]) == "I want to disappear."
    long = "a" * 1000 + " want out " + "b" * 1000
    assert len(surroundings(long, [(1001, 1009)])) <= 250
    assert surroundings(TEXT, [(18, 9999)]).startswith("I want")


def test_a_name_says_whom_a_note_is_about_first_in_the_sentence_then_in_the_text() -> None:
    names = {"wen": ("Wen",), "tasha": ("Tasha", "Tash")}
    evidence = [{"context": "Tash wants to disappear."}]

    assert named_in(evidence, "Wen did well. Tash wants to disappear.", names) == {"tasha"}
    assert named_in([{"context": "She wants out."}], "Wen came late. She wants out.", names) == {"wen"}
    assert named_in([{"context": "Someone."}], "Someone.", names) == frozenset()


def test_the_chain_leaves_out_whom_it_is_about_and_ends_with_the_contact() -> None:
    chain = chain_in({"on_call": ["dana", "luis", "dana"], "emergency_contact": "dean"})

    assert chain == Chain(people=("dana", "luis"), contact="dean")
    assert chain.without({"dana"}).people == ("luis",)
    assert chain.without({"dana", "luis"}).people == ("dean",)
    assert chain_in({}).people == ()


def test_small_counts_are_not_shown_nor_one_that_could_be_subtracted() -> None:
    assert shown({"a": 30, "b": 12, "c": 9}) == (Cell("a", 30), Cell("b", None), Cell("c", None))
    assert shown({"a": 6, "b": 7, "c": 40}) == (Cell("a", None), Cell("b", None), Cell("c", 40))
    assert shown({"a": 3, "b": 4, "c": 40}) == (Cell("a", None), Cell("b", None), Cell("c", None))


def shown(counts: dict[str, int]) -> tuple[Cell, ...]:
    """The cells of a table over so many people each, none of them in two."""
    return table("T", ((label, f"{label}{n}") for label, count in counts.items() for n in range(count))).cells


def test_a_line_is_called_and_texted_by_its_number() -> None:
    line = {"id": "x", "name": "Line", "hours": "always", "call": "988, then press 1", "text": "HOME to 741741",
            "review_by": date(2027, 1, 1)}  # fmt: skip

    assert [way.href for way in ways_of(line)] == ["tel:988", "sms:741741"]
