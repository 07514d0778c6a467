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
    return latin(WORDS.findall(plain[:400].replace("'", "")), lexicon)


def latin(words: list[str], lexicon: Lexicon) -> str:
    """The best among languages in Latin letters; English wins a tie, for it is what most people here write."""
    if not words:
        return "en"
    english = sum(word in lexicon.english for word in words) + 0.5
    scores = {name: sum(word in known for word in words) for name, known in lexicon.function_words.items()}
    best = max(sorted(scores), key=lambda name: scores[name])
    if scores[best] > english and (scores[best] >= 2 or len(words) <= 3):
        return best
    if english >= 1 or len(words) <= 3 or " ".join(words).isascii():
        return "en"
    return UNKNOWN
