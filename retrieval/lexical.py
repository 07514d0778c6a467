"""The lexical half of retrieval: BM25 (bm25s) over our own terms, with spelling mended against what documents hold."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.words import STOPWORDS, nearest_spelling, parted_words, related, spelled_out, stem, words_of

Scores = NDArray[np.float32]

RELATED_WEIGHT = 0.25  # a related word counts, but never as much as the word itself
K1, B = 1.2, 0.75
UNKNOWN_WORTH = 0.7  # of a word no passage holds, against the rarest one that some do


class Lexical:
    """BM25 scores of all passages of one audience, by position."""

    def __init__(self, model: Any, words: dict[str, Any]) -> None:
        """Use `build` or `load`. `words` holds vocabulary, spelling, short and parted, as they are saved."""
        self._model, self._words = model, words
        self._vocabulary: dict[str, int] = words["vocabulary"]
        self._spelling: dict[str, int] = words["spelling"]
        self._short: dict[str, str] = words["short"]
        self._parted: dict[str, str] = words["parted"]
        self._count = int(model.scores["num_docs"]) if model is not None else 0
        self._known = [*self._spelling, *self._parted]

    @classmethod
    def build(cls, texts: Sequence[str]) -> "Lexical":
        """Index texts by position."""
        import bm25s

        vocabulary: dict[str, int] = {}
        spelling: Counter[str] = Counter()
        ids: list[list[int]] = []
        for text in texts:
            words = [word for word in words_of(text) if word not in STOPWORDS]
            spelling.update(words)
            ids.append([vocabulary.setdefault(stem(word), len(vocabulary)) for word in words])
        if not vocabulary:
            return cls(None, {"vocabulary": {}, "spelling": {}, "short": {}, "parted": {}})
        model = bm25s.BM25(k1=K1, b=B)
        model.index((ids, vocabulary), create_empty_token=False, show_progress=False)
        found = {"short": spelled_out(texts), "parted": parted_words(texts, spelling)}
        return cls(model, {"vocabulary": vocabulary, "spelling": dict(spelling), **found})

    def save(self, folder: Path) -> None:
        """Write into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "words.json").write_text(json.dumps(self._words), "utf-8")
        if self._model is not None:
            self._model.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Read what `save` wrote; the scores stay on disk and are mapped."""
        import bm25s

        words = json.loads((folder / "words.json").read_text("utf-8"))
        model = None
        if words["vocabulary"]:
            model = bm25s.BM25.load(folder, mmap=True, load_vocab=False)
        return cls(model, words)

    def mended(self, text: str) -> dict[str, str]:
        """Words of `text` that no document holds, each with the likeliest one that some document does."""
        found = {}
        for word in words_of(text):
            if word in self._parted and word not in self._spelling:
                found[word] = self._parted[word]
                continue
            if word in STOPWORDS or word in self._spelling or stem(word) in self._vocabulary or related(word):
                continue
            if word not in self._short and (other := nearest_spelling(word, self._known)):
                found[word] = self._parted.get(other, other)
        return found

    def scores(self, text: str, mended: dict[str, str]) -> Scores:
        """BM25 of every passage as a share of the best conceivable passage's, shape (passages,), between 0 and 1.

        A share tells a question whose words are all here from one of whose words a passage only has the common ones;
        scaled by the best passage found, both would look alike, and weak matches would outvote meaning.
        """
        total = np.zeros(self._count, dtype=np.float32)
        best = 0.0
        for term, weight in self._weighted(text, mended).items():
            postings, impacts = self._postings(term)
            if len(postings):
                np.add.at(total, postings, impacts * np.float32(weight))
                best += weight * float(impacts.max())
            elif weight == 1.0:
                best += UNKNOWN_WORTH * float(np.log1p(self._count))
        return total / np.float32(best) if best else total

    def knows(self, word: str) -> bool:
        """Whether any document holds the folded word or another form of it."""
        return stem(word) in self._vocabulary

    def rarity(self, word: str) -> float:
        """0 for a word that every passage holds, towards 1 for a rare one, 1 for one that none holds."""
        postings, _ = self._postings(stem(word))
        if not self._count or not len(postings):
            return 1.0
        return float(1 - np.log(1 + len(postings)) / np.log(2 + self._count))

    def _weighted(self, text: str, mended: dict[str, str]) -> dict[str, float]:
        """Terms of the question with their weights; what is asked in so many words counts whole."""
        weights: dict[str, float] = {}
        words = [piece for word in words_of(text) for piece in mended.get(word, word).split()]
        asked = [word for word in words if word not in STOPWORDS] or words
        for word in asked:
            weights[stem(word)] = max(weights.get(stem(word), 0), 1.0)
            others = related(word) + [
                stem(other) for other in self._short.get(word, "").split() if other not in STOPWORDS
            ]
            for other in others:
                weights.setdefault(other, RELATED_WEIGHT)
        return weights

    def _postings(self, term: str) -> tuple[NDArray[np.int32], Scores]:
        """Positions that hold the term, and what it is worth there."""
        at = self._vocabulary.get(term)
        if at is None or self._model is None:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        held = self._model.scores
        span = slice(int(held["indptr"][at]), int(held["indptr"][at + 1]))
        return held["indices"][span], held["data"][span]
