"""Whether what was found answers the question: a small logistic model over features that mean the same in any library."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.kinds import EMPTY_WORDS, Kind, headed, holds
from knowledge.policy import POLICIES, read_policy
from retrieval.ranking import Hit
from retrieval.words import content_words, related, stem, words_of

FEATURES = (
    "dense",
    "covered",
    "covered_nearby",
    "unknown",
    "name_missing",
    "kind_held",
    "margin",
    "length",
    "covered_story",
)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Weights by feature, and the confidence from which an answer is given. `weak` is the floor of a weak match."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    version: str
    weak: float = 0.12

    def confidence(self, features: Mapping[str, float]) -> float:
        """The chance, 0 to 1, that the best hit answers the question."""
        total = self.bias + sum(self.weights[name] * features[name] for name in self.weights)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def load_decision(folder: Path = POLICIES) -> Decision:
    """The trained weights, dated, from `policies/abstention.yaml`."""
    policy = read_policy("abstention", folder)
    return Decision(
        weights=policy.body["weights"], bias=policy.body["bias"], threshold=policy.body["threshold"],
        version=f"abstention/{policy.version}/{policy.digest[:8]}",
    )  # fmt: skip


def features_of(
    text: str, hits: tuple[Hit, ...], kinds: tuple[Kind, ...], rarity: Mapping[str, float], unknown: tuple[str, ...]
) -> dict[str, float]:
    """What the decision looks at. `rarity` is by content word: 0 everywhere, 1 nowhere in the library."""
    words = [word for word in dict.fromkeys(content_words(text)) if word not in EMPTY_WORDS] or content_words(text)
    if not hits:
        return dict.fromkeys(FEATURES, 0.0)
    best = hits[0]
    nearby = [hit for hit in hits if hit.passage.document == best.passage.document] + list(hits[:3])
    weights = {word: max(rarity.get(word, 1.0), 0.15) for word in words}
    covered = share(words, [best], weights)
    story = min(len(words) / 12, 1.5)
    held = [
        kind for kind in kinds if any(headed(kind, h.passage.heading) or holds(kind, h.passage.text) for h in hits[:2])
    ]
    missing = [word for word in words if word in unknown]
    return {
        "dense": best.dense,
        "covered": covered,
        "covered_nearby": share(words, nearby, weights),
        "unknown": min(len(missing) / max(len(words), 1), 1.0) if words else 0.0,
        "name_missing": 1.0 if any(word.isdigit() for word in missing) else 0.0,
        "kind_held": (len(held) / len(kinds)) if kinds else 0.5,
        "margin": best.score - (hits[4].score if len(hits) > 4 else 0.0),
        "length": story,
        "covered_story": covered * story,
    }


def share(words: list[str], hits: list[Hit], weights: Mapping[str, float]) -> float:
    """Share of the telling words that the hits hold, by weight; a related word counts half."""
    if not words:
        return 1.0
    held = {stem(word) for hit in hits for word in words_of(hit.passage.searched)}
    total = sum(weights[word] for word in words)
    got = sum(
        weights[word] * (1.0 if stem(word) in held else 0.5 if held & set(related(word)) else 0.0) for word in words
    )
    return got / total if total else 1.0
