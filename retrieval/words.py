"""How words are compared: folded, stemmed, without the small ones; campus abbreviations and typing slips resolved."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
STOPWORDS = frozenset(
    ["a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "could", "did", "do", "does", "doing", "down", "during", "each", "few", "for", "from", "further", "get", "gets", "getting", "got", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i", "id", "if", "im", "in", "into", "is", "it", "its", "itself", "ive", "just", "let", "lets", "like", "may", "me", "might", "more", "most", "must", "my", "myself", "no", "nor", "not", "of", "off", "on", "once", "only", "or", "other", "our", "ours", "out", "over", "own", "please", "same", "shall", "she", "should", "so", "some", "such", "than", "that", "thats", "the", "their", "theirs", "them", "then", "there", "theres", "these", "they", "this", "those", "through", "to", "too", "under", "until", "up", "us", "very", "was", "we", "were", "what", "whats", "when", "whens", "where", "wheres", "which", "while", "who", "whom", "whos", "whose", "why", "will", "with", "would", "you", "your", "yours", "yourself", "hi", "hello", "hey", "thanks", "thank", "want", "wanna", "need", "know", "tell", "anyone", "someone", "something", "anything", "dont", "doesnt", "didnt", "cant", "wont", "isnt", "arent", "im"]
) - {"id", "off"}  # fmt: skip
# What students type -> what offices write. Added beside the typed word, at a lower weight.
ABBREVIATIONS = {
    "fafsa": "financial aid application", "sap": "satisfactory academic progress", "ta": "teaching assistant",
    "tas": "teaching assistant", "prof": "professor instructor", "profs": "professor instructor", "gpa": "grade point average",
    "ra": "resident assistant", "uni": "university college", "lib": "library", "counsellor": "counselor", "dorm": "residence housing",
    "dorms": "residence housing", "wifi": "wireless network", "esl": "english second language", "gened": "general education",
    "ferpa": "education records privacy", "ssn": "social security number", "ada": "disability accommodations", "info": "information",
    "reg": "registration", "fin": "financial", "finaid": "financial aid", "math": "mathematics", "maths": "mathematics math",
    "stats": "statistics", "bio": "biology", "chem": "chemistry", "psych": "psychology", "econ": "economics", "comp": "composition",
    "meds": "medication", "doc": "doctor", "ft": "full time", "pt": "part time", "asap": "soon", "appt": "appointment",
    "apps": "application", "dept": "department", "mins": "minutes", "hrs": "hours", "sem": "semester", "pw": "password",
    "cs": "computer science", "pe": "physical education", "lms": "canvas course site", "oer": "open textbook", "dsps": "disability",
    "ferry": "shuttle", "snap": "food assistance benefits", "calfresh": "food assistance", "ebt": "food assistance benefits",
}  # fmt: skip
# Everyday words and the words offices use for the same thing, each with the others.
ALIKE = (
    "professor instructor teacher faculty", "withdraw drop", "cost fee price charge pay", "counselor counseling therapist therapy",
    "laptop computer chromebook", "food pantry groceries hungry meal", "tutor tutoring", "open hours close",
    "located location room building where", "form paperwork petition", "bus shuttle transit", "scholarship grant award",
    "job employment work career", "deadline due date last", "borrow loan rent checkout", "doctor nurse clinic health",
    "childcare daycare", "rent eviction housing homeless", "essay paper writing", "disability accommodation accommodations",
    "transcript records", "refund reimbursement", "sick ill medical", "resume cv", "book textbook", "parking permit car",
    "quiet silent", "print printing printer", "email mail", "phone call telephone", "password login locked", "exam test final examination finals", "graduation commencement",
    "appointment book schedule", "eligible qualify eligibility", "free cost", "veteran military", "immigrant undocumented daca",
    "cash money funds emergency", "sign register enroll", "major program degree", "grade mark score", "appeal dispute challenge",
)  # fmt: skip


def folded(text: str) -> str:
    """Lower case without accents, apostrophes made plain."""
    flat = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in flat if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words, folded, in order; possessive endings go."""
    return [word.removesuffix("'s").replace("'", "") for word in WORD.findall(folded(text))]


def stemmer() -> Any:
    """A Snowball stemmer. Each holds a state of its own: do not share one between threads."""
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word."""
    stemmed: str = stemmer().stemWord(word)
    return stemmed


def terms(text: str) -> list[str]:
    """Stems of the words that carry meaning; when all are small words, all of them."""
    found = words_of(text)
    kept = [word for word in found if word not in STOPWORDS]
    return [stem(word) for word in (kept or found)]


def content_words(text: str) -> list[str]:
    """Folded words that carry meaning, unstemmed."""
    return [word for word in words_of(text) if word not in STOPWORDS]


def related(word: str) -> list[str]:
    """Stems that may stand for this word in a document: spelled-out abbreviations and words used alike."""
    spelled = ABBREVIATIONS.get(word, "").split()
    return [stem(other) for other in (*spelled, *ALIKE_INDEX.get(stem(word), ())) if stem(other) != stem(word)]


def _alike_index() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for line in ALIKE:
        group = line.split()
        for word in group:
            index.setdefault(stem(word), []).extend(other for other in group if other != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in index.items()}


ALIKE_INDEX = _alike_index()
SPELLED_OUT = re.compile(
    r"((?:\b[A-Z][\w'’-]*(?:\s+(?:of|and|for|the|in|to))?\s+){1,6}[A-Z][\w'’-]*)\s+\(([A-Z]{2,8})s?\)"
)


def spelled_out(texts: Iterable[str]) -> dict[str, str]:
    """Abbreviations a library explains itself: `Satisfactory Academic Progress (SAP)`."""
    found: dict[str, str] = {}
    for text in texts:
        for words, short in SPELLED_OUT.findall(text):
            picked = words.split()
            capitals = [word for word in picked if word[0].isupper()]
            for start in range(len(capitals)):
                if "".join(word[0] for word in capitals[start:]).upper() == short:
                    found.setdefault(short.lower(), " ".join(picked[picked.index(capitals[start]) :]).lower())
                    break
    return found


def parted_words(texts: Iterable[str], known: Mapping[str, int]) -> dict[str, str]:
    """Words that headings write apart and people together: `childcare` -> `child care`. `known` are those in use."""
    found: dict[str, str] = {}
    for text in texts:
        words = words_of(text.partition("\n")[0])
        for one, two in pairwise(words):
            if min(len(one), len(two)) >= 4 and not {one, two} & STOPWORDS and one + two not in known:
                found[one + two] = f"{one} {two}"
    return found


def nearest_spelling(word: str, vocabulary: Sequence[str]) -> str:
    """The likeliest known word for one that is in no document, or '' when none is near enough.

    One slip in four letters, two in eight; the first letter is nearly always right and is worth a tie.
    """
    if len(word) < 4 or word.isdigit() or any(c.isdigit() for c in word):
        return ""
    most = 1 if len(word) < 7 else 2
    near = [other for other in vocabulary if abs(len(other) - len(word)) <= most and len(other) >= 4]
    found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=5)
    ranked = sorted(found, key=lambda match: (match[1], match[0][0] != word[0], match[0]))
    return ranked[0][0] if ranked else ""
