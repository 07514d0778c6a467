"""Kill the indexer with -9 at moments spread over its whole run: `python -m bench.retrieval.killing [--times 50]`.

Each time some documents are changed, one is added and one removed. Afterwards every passage of the index that readers
open is compared with the passages of the folder as it was before or as it is now: rows, vectors, Chroma and the lexical
index must hold exactly one of the two. Ends with status 1 when any passage is wrong or missing.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from core.settings import ROOT
from knowledge.document import Audience
from knowledge.reading.folder import read_folder
from retrieval import generations
from retrieval.chroma import ChromaShelf
from retrieval.embedding import Vectors, WordHashEmbedder
from retrieval.indexing import index_folder
from retrieval.lexical import Lexical
from retrieval.passage import Passage
from retrieval.rows import Rows
from retrieval.splitting import split_document

INDEXER = """
import sys
from pathlib import Path
import retrieval.chroma, chromadb
from retrieval.embedding import WordHashEmbedder
from retrieval.indexing import index_folder
print("ready", flush=True)
index_folder(Path(sys.argv[1]), Path(sys.argv[2]), WordHashEmbedder())
"""
WORDS = [
    "desk",
    "form",
    "office",
    "window",
    "line",
    "card",
    "room",
    "book",
    "plan",
    "week",
    "term",
    "hour",
    "fee",
    "note",
    "lamp",
    "stair",
    "river",
    "maple",
]


def main() -> None:
    """Kill, look, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as temporary:
        library, index = Path(temporary) / "library", Path(temporary) / "index"
        library.mkdir()
        for number in range(60):
            write(library, number, chance)
        index_folder(library, index, WordHashEmbedder())
        write(library, 0, chance)
        began = time.perf_counter()
        index_folder(library, index, WordHashEmbedder())
        whole = time.perf_counter() - began
        outcomes = [killed(library, index, chance, whole * at / chosen.times) for at in range(chosen.times)]
    counts = {name: outcomes.count(name) for name in ("before", "after", "WRONG")}
    print(f"{chosen.times} kills over {whole:.2f} s: {counts}")
    raise SystemExit(1 if counts["WRONG"] else 0)


def write(library: Path, number: int, chance: random.Random) -> None:
    """One document of a few sections."""
    sections = [f"## Part {part}\n\n{' '.join(chance.choices(WORDS, k=60))} {chance.random()}.\n" for part in range(4)]
    (library / f"d{number}.md").write_text(f"# Desk {number}\n\n" + "\n".join(sections))


def killed(library: Path, index: Path, chance: random.Random, moment: float) -> str:
    """Change the folder, kill the indexer after `moment` seconds, and say which whole index is there."""
    before = passages_of(library)
    numbers = sorted(int(path.stem[1:]) for path in library.glob("d*.md"))
    for number in chance.sample(numbers[:-1], 4):
        write(library, number, chance)
    write(library, numbers[-1] + 1, chance)
    (library / f"d{chance.choice(numbers)}.md").unlink()
    command = [sys.executable, "-c", INDEXER, str(library), str(index)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    held = held_in(index)
    outcome = "before" if held == before else "after" if held == passages_of(library) else "WRONG"
    index_folder(library, index, WordHashEmbedder())  # the next writer mends what the killed one left
    return outcome if held_in(index) == passages_of(library) else "WRONG"


def passages_of(library: Path) -> dict[str, str]:
    """Id and words of every passage of the folder."""
    return {p.id: p.searched for document in read_folder(library).documents for p in split_document(document)}


def held_in(index: Path) -> dict[str, str]:
    """Id and words of every passage in the current generation; empty where its parts do not agree."""
    folder = generations.current(index)
    assert folder is not None
    rows, shelf = Rows(folder / "rows.sqlite3"), ChromaShelf(folder / "chroma")
    found: dict[str, str] = {}
    for audience in Audience:
        ids = rows.ids(audience)
        vectors = np.load(folder / f"vectors-{audience}.npy")
        if ids and not parts_agree(ids, vectors, shelf, folder, audience):
            return {}
        found.update(zip(sorted(ids), [p.searched for p in ordered(rows, ids)], strict=True))
    rows.close()
    shelf.close()
    return found


def ordered(rows: Rows, ids: list[str]) -> list[Passage]:
    """Passages in the order of their ids."""
    held = rows.get(ids) if ids else {}
    return [held[key] for key in sorted(ids)]


def parts_agree(ids: list[str], vectors: Vectors, shelf: ChromaShelf, folder: Path, audience: Audience) -> bool:
    """Whether vectors, Chroma and the lexical index hold the same passages as the rows."""
    index = shelf.index(audience.value)
    nearest = {key for row in vectors for key, _ in index.nearest(row, 1)}
    lexical = Lexical.load(folder / f"lexical-{audience}").scores("desk", {})
    counts = {len(ids), len(vectors), len(lexical), len(index.nearest(vectors[0], len(ids) + 100))}
    return len(counts) == 1 and nearest <= set(ids)


if __name__ == "__main__":
    main()
