"""Help with wording as a mentor types: what, why, one better move, where training says more. Nothing is kept."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from access.viewer import Viewer
from assistant.library_desk import shelf
from assistant.preparing.wording import Advice, advise
from assistant.wiring import Services

ALIKE = 75  # how much a document's title must resemble the training an advice names
MOST_CHARACTERS = 8_000


@dataclass(frozen=True, kw_only=True)
class Hint:
    """One advice with the words it is about and the document that says more ("" where the shelf has none)."""

    advice: Advice
    words: str
    path: str
    title: str


def hints(services: Services, viewer: Viewer, texts: dict[str, str], *, is_note: bool) -> tuple[Hint, ...]:
    """What to look at in what was typed, field by field, in order. The words are read and forgotten."""
    whole = "\n".join(words[:MOST_CHARACTERS] for words in texts.values() if words.strip())
    found = advise(whole, is_note=is_note)
    if not found:
        return ()
    documents = [(row.document.title, row.document.path) for row in shelf(services, viewer)]
    return tuple(hint(one, whole, documents) for one in found)


def hint(advice: Advice, text: str, documents: list[tuple[str, str]]) -> Hint:
    """An advice with the document whose title is most like the training it names."""
    scored = [
        (fuzz.token_set_ratio(advice.training.casefold(), title.casefold()), title, path) for title, path in documents
    ]
    score, title, path = max(scored, default=(0.0, "", ""))
    near = score >= ALIKE
    return Hint(
        advice=advice, words=text[advice.start : advice.end].strip()[:120], path=path if near else "",
        title=title if near else "",
    )  # fmt: skip
