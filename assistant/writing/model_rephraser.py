"""A follow-up question made to stand alone by a model, admitted only if it adds nothing of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.writing.asking import Caller, Models
from assistant.writing.chat import Asking, ModelFailedError, ModelRoleName, ModelStatus
from assistant.writing.shapes import Rephrased, read_shape, schema_of
from prompts.registry import fenced, load_prompt
from retrieval.words import STOPWORDS, stem

MOST_WORDS = 30
EARLIER = 3  # questions before this one that leave with it: what a follow-up leans on is near
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|\[[^\]]+\]|\{[^}]+\}")
TURNING = frozenset(  # small words that turn a question around
    {"no", "nor", "not", "but", "only", "dont", "doesnt", "didnt", "cant", "wont", "isnt", "arent"}
)
JOINING = STOPWORDS - TURNING


@dataclass(frozen=True, kw_only=True)
class Rephrasing:
    """How it ended: `used` with the question (tokens and labels still in it), or why our own rule stands."""

    status: ModelStatus
    question: str = ""


@dataclass(frozen=True, kw_only=True)
class ModelRephraser:
    """Asks the rephraser once and never raises: a failure is a Rephrasing with its status."""

    models: Models

    async def stand_alone(self, caller: Caller, earlier: Sequence[str], question: str) -> Rephrasing:
        """`question` (masked) so that it can be understood without `earlier` (masked, oldest first)."""
        earlier = tuple(earlier)[-EARLIER:]
        prompt = load_prompt("rephrase")
        asking = Asking(
            role=ModelRoleName.REPHRASER, system=prompt.system,
            user=prompt.fill(earlier=fenced("\n".join(earlier)), question=fenced(question)),
            schema=schema_of(Rephrased), prompt=prompt.made_with,
        )  # fmt: skip
        try:
            said = read_shape((await self.models.ask(caller, asking)).text, Rephrased).question.strip()
        except ModelFailedError as error:
            return Rephrasing(status=error.status)
        if not adds_nothing(said, [*earlier, question]) or not keeps_to(said, question):
            return Rephrasing(status=ModelStatus.NOT_ADMITTED)
        return Rephrasing(status=ModelStatus.USED, question=said)


def adds_nothing(said: str, material: Sequence[str]) -> bool:
    """Whether every word stands in the material or only joins: no number, name, place or topic of the model's own."""
    known = {form for text in material for word in words_of(text) for form in (word, stem(word))}
    words = words_of(said)
    return 0 < len(words) <= MOST_WORDS and all(
        word in JOINING or word in known or (word.isalpha() and stem(word) in known) for word in words
    )


def keeps_to(said: str, question: str) -> bool:
    """Whether what the new question itself names is still asked for."""
    own = {stem(word) for word in words_of(question) if word not in JOINING}
    return not own or bool(own & {stem(word) for word in words_of(said)})


def words_of(text: str) -> list[str]:
    """Lower-case words, with tokens of people and labels of contacts whole."""
    return [match.group().lower().replace("’", "'") for match in WORD.finditer(text)]
