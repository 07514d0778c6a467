"""A question in a language this room cannot read gets one honest line in it, and a person."""

import re
import unicodedata

from assistant.answering.answer import Answer, AnswerStatus
from assistant.answering.desk import Desk
from assistant.answering.turn import Turn
from retrieval.words import folded, words_of

SCRIPTS = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CJK": "zh", "ARABIC": "ar", "CYRILLIC": "ru", "DEVANAGARI": "hi",
    "HEBREW": "he", "THAI": "th", "GREEK": "el",
}  # fmt: skip
# Small words that mark a language and are no English words.
MARKS = {
    "es": "que cual cuando donde como para por una los las el es esta hay puedo necesito mi con del quien cuanto hora horas ayuda tengo abre",
    "fr": "quand ou est le la les des une pour je suis mon ma avec puis comment combien quelle quel heures besoin aide dans sur vous pas",
    "pt": "que quando onde como para uma os as eu preciso meu minha com qual quanto posso ajuda esta sao nao horario voce",
    "de": "wann wo ist der die das ich wie fur mein meine kann brauche hilfe und nicht mit ein eine welche offnet geoffnet",
    "it": "quando dove come per una il lo gli sono mio mia con posso quale quanto aiuto ho bisogno orario apre che",
    "vi": "khi nao o dau toi la gi cua cho co the khong giup can mo cua ban va gio",
    "tl": "kailan saan ako ang ng mga paano ano sa po ba kailangan tulong bukas may ko ako",
    "ht": "ki kote mwen nan ou pou se yon li bezwen ede kile ap gen",
    "pl": "kiedy gdzie jest jak dla moje moja mam czy nie potrzebuje pomoc godziny",
}  # fmt: skip
INDEX = {language: frozenset(words.split()) for language, words in MARKS.items()}
ENGLISH = frozenset(
    ["a", "about", "am", "an", "and", "any", "are", "at", "be", "can", "could", "do", "does", "for", "from", "get", "go", "have", "hey", "hi", "how", "i", "if", "in", "is", "it", "me", "my", "need", "no", "not", "of", "on", "open", "or", "so", "that", "the", "there", "they", "this", "to", "was", "what", "when", "where", "which", "who", "why", "will", "with", "you", "your"]
)  # fmt: skip


def know_the_language(turn: Turn, desk: Desk) -> Turn | Answer:
    """Stop when the question is in a language other than English."""
    language = language_of(turn.text)
    if language == "en":
        return turn
    line = desk.policy.languages.get(language, "")
    text = f"{line}\n\n{desk.policy.text('unanswerable_language')}".strip()
    return Answer(
        status=AnswerStatus.UNANSWERABLE_LANGUAGE, text=text, handed_to=desk.policy.default_office,
        trace={**turn.trace, "language": language},
    )  # fmt: skip


def language_of(text: str) -> str:
    """A two-letter code, `und` for an unknown script, `en` when nothing speaks against it."""
    letters = [c for c in text if c.isalpha()]
    other = [unicodedata.name(c, "").split(" ")[0] for c in letters if not c.isascii()]
    foreign = [name for name in other if name != "LATIN"]
    if len(foreign) * 2 > len(letters) > 0:
        named = [SCRIPTS.get(name, "und") for name in foreign]
        return "ja" if "ja" in named else max(sorted(set(named)), key=named.count)
    words = [word for word in words_of(text) if not word.isdigit()]
    english = sum(word in ENGLISH for word in words)
    scores = {language: sum(word in marks for word in words) for language, marks in INDEX.items()}
    best = max(sorted(scores), key=lambda language: scores[language])
    accented = folded(text) != text.casefold().replace("’", "'") or bool(re.search("[¿¡]", text))
    enough = 1 if accented and len(words) > 1 else 2
    return best if scores[best] >= enough and scores[best] > english and scores[best] * 4 >= len(words) else "en"
