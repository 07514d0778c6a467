"""What a model's worry does: it may lift a calm message to where a person looks at it. It can lower nothing."""

from dataclasses import replace

from assistant.safety.levels import Category, Concern, Lane, Level, ScreenResult, Subject, When

LIFTED = Level.S2  # a person looks, within the care lane's clock; a model alone wakes nobody at night


# Lines of a draft were screened when they were written; a model's worry about them stands alone.
CALM = ScreenResult(level=Level.S0, category=None, concerns=(), lane=None, language="en")


def raised(heard: ScreenResult, words: str) -> ScreenResult:
    """`heard`, at S2 at least, with the model's worry among its concerns. What was heard stays."""
    if heard.level >= LIFTED:
        return heard
    concern = Concern(
        category=heard.category or Category.MENTAL_HEALTH_NONACUTE, level=LIFTED, subject=Subject.GENERAL,
        time=When.UNCLEAR, fired="model", spans=((0, 0, max(len(words), 1)),),
        why="a language model thought that a person should look",
    )  # fmt: skip
    concerns = (concern, *heard.concerns)
    return replace(heard, level=LIFTED, category=concern.category, concerns=concerns, lane=heard.lane or Lane.CARE)
