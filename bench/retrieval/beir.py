"""Collections in BEIR form, and the measure they are judged by. Standard library only: peers run it in their own venv."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Collection:
    """Documents as (id, title, text), queries as (id, text), and judged relevance by query and document."""

    name: str
    documents: list[tuple[str, str, str]]
    queries: list[tuple[str, str]]
    judged: dict[str, dict[str, int]]


def load(folder: Path) -> Collection:
    """Read corpus.jsonl, queries.jsonl and qrels.tsv (or qrels/test.tsv)."""
    documents = [(d["_id"], d.get("title") or "", d["text"]) for d in lines(folder / "corpus.jsonl")]
    qrels = folder / "qrels.tsv"
    rows = (qrels if qrels.exists() else folder / "qrels" / "test.tsv").read_text("utf-8").splitlines()[1:]
    judged: dict[str, dict[str, int]] = {}
    for query, document, grade in (row.split("\t") for row in rows):
        judged.setdefault(query, {})[document] = int(float(grade))
    wanted = {query for query, grades in judged.items() if any(grades.values())}
    queries = [(q["_id"], q["text"]) for q in lines(folder / "queries.jsonl") if q["_id"] in wanted]
    return Collection(folder.name, documents, queries, judged)


def lines(path: Path) -> Iterable[dict[str, str]]:
    """The objects of a JSONL file."""
    with path.open(encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def grown(collection: Collection, size: int) -> Collection:
    """The collection with varied copies of its documents up to `size`: for growth, not for quality."""
    documents = list(collection.documents)
    words = [document[2].split() for document in collection.documents]
    at = 0
    while len(documents) < size:
        source, other = words[at % len(words)], words[(at * 7919 + 13) % len(words)]
        mixed = [word if (position + at) % 3 else other[position % len(other)] for position, word in enumerate(source)]
        documents.append((f"copy{at}", "", " ".join(mixed)))
        at += 1
    return Collection(f"{collection.name}-{size}", documents[:size], collection.queries, collection.judged)


def ndcg(ranked: list[str], judged: dict[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain with linear gains, as BEIR's."""
    gain = sum(judged.get(document, 0) / math.log2(rank + 2) for rank, document in enumerate(ranked[:depth]))
    best = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(sorted(judged.values(), reverse=True)[:depth]))
    return gain / best if best else 0.0
