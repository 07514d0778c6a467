"""Which language a text is in, from its script and its small words: no model, no download, a few microseconds."""

import re
import unicodedata
from functools import lru_cache

from assistant.safety.lexicon import Lexicon

WORDS = re.compile(r"[^\W\d_]+")
SCRIPTS = (
    ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CJK", "zh"), ("ARABIC", "ar"), ("DEVANAGARI", "hi"),
    ("CYRILLIC", "ru"), ("HEBREW", "he"), ("THAI", "th"), ("GREEK", "el"), ("BENGALI", "bn"), ("TAMIL", "ta"),
    ("ARMENIAN", "hy"), ("GEORGIAN", "ka"), ("ETHIOPIC", "am"), ("GURMUKHI", "pa"), ("TELUGU", "te"),
)  # fmt: skip
UNKNOWN = "und"
NONE: frozenset[str] = frozenset()
NEIGHBOURS = ({"es", "pt"}, {"fr", "ht"}, {"ru", "uk"}, {"es", "it"}, {"pt", "it"}, {"tl", "id"}, {"zh", "ja"},
              {"tl", "es"})  # fmt: skip
SCRIPT_ONLY = frozenset(["ar"])  # one script, several languages: Persian and Urdu are read with Arabic's letters
LATIN_TONGUES = frozenset(["en", "und", "es", "pt", "fr", "de", "vi", "tl", "ht", "it", "pl", "tr", "id", "sw"])


@lru_cache(maxsize=5000)
def script_of(char: str) -> str:
    """The language a letter's script points to, or nothing for Latin."""
    name = unicodedata.name(char, "")
    return next((language for start, language in SCRIPTS if name.startswith(start)), "")


def identify(text: str, plain: str, lexicon: Lexicon) -> str:
    """A two-letter code, or `und` where nothing is certain. `plain` is the text in lower case without accents."""
    letters = [script_of(c) for c in text[:400] if c.isalpha()]
    if not letters:
        return "en" if not text.strip() or text.isascii() else UNKNOWN
    other = [language for language in letters if language]
    if len(other) * 3 > len(letters):
        return "ja" if "ja" in other else max(sorted(set(other)), key=other.count)
    return latin(WORDS.findall(plain[:400].replace("'", " ")), set(text[:400].lower()), lexicon)


def latin(words: list[str], letters: set[str], lexicon: Lexicon) -> str:
    """The best among languages in Latin letters; English wins a tie, for it is what most people here write.

    Letters that only some languages have count as two small words each: a short text often holds no other sign.
    """
    if not words:
        return "en"
    english = sum(word in lexicon.english for word in words) + 0.5
    scores = {name: sum(word in known for word in words) + 2 * len(letters & lexicon.letters.get(name, NONE))
              for name, known in lexicon.function_words.items()}  # fmt: skip
    best = max(sorted(scores), key=lambda name: scores[name])
    if scores[best] > english and (scores[best] >= 2 or len(words) <= 3):
        return best
    if english >= 1 or len(words) <= 3 or " ".join(words).isascii():
        return "en"
    return UNKNOWN


def understood_as(spoken: str, identified: str) -> bool:
    """Whether a cue's language may be that of the text: the same one, one easily taken for it, or none was certain."""
    return spoken == identified or identified in ("en", "und") or {spoken, identified} in NEIGHBOURS or (
        identified in SCRIPT_ONLY and spoken not in SCRIPT_ONLY.union(LATIN_TONGUES)
    )  # fmt: skip
