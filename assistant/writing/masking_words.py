"""How ordinary a word is: the one place that loads the English word list, and only when a text is first masked."""

from collections.abc import Callable
from functools import lru_cache

Frequency = Callable[[str], int]
"""How often a word is met in ordinary English; 0 for a word that is none."""

EVERYDAY = 4000  # from here on a word is an ordinary one: a name alike needs its capital or a personal place
RARE = 900  # below this, a lower-case word one letter away from a name is taken for the name misspelt


def listed(words: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(words.split())


PARTICLES = listed("""
de la le del da di do dos das du van von der den bin ibn al el st mc mac y e of jr sr ii iii dr mr mrs ms
""")
CALENDAR = listed("""
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
""")
CAMPUS = listed("""
math maths chem bio lab labs hall calc stats econ psych english spanish french german chinese latin greek zoom canvas
college campus library dean center centre coach class course term week day days mentor mentee tutor pass fail plan goal
goals note notes the and for you your she her his him they them this that these those there then than with when what who
why how are was were has had have can will would could should but not all any our out one two new may might must
""")
ACRONYMS = listed("""
am pm us uk eu ta ra pa id it ai ap cs ee me pe ge hr tv ok vs po ba bs ma ms md dr mr jr sr la dc ny ca tx
""")


@lru_cache(maxsize=1)
def english_frequency() -> Callable[[str], int]:
    """Occurrences of a lower-case word in the word list shipped with pyspellchecker; 0 for no word. No download."""
    from spellchecker import SpellChecker  # a quarter of a second and 20 MB: not at import

    counts = dict(SpellChecker(language="en").word_frequency.dictionary)
    return lambda word: int(counts.get(word, 0))
