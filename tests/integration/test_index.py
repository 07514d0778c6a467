"""The index on disk: only what changed is done, and a crash at any moment leaves it whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import NotReadyError
from knowledge.document import Audience
from retrieval import generations
from retrieval.embedding import WordHashEmbedder
from retrieval.indexing import index_folder
from retrieval.opening import open_retriever

EVERYONE = frozenset({Audience.EVERYONE})


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    for i in range(12):
        write(folder, f"d{i}.md", f"# Desk {i}\n\n## Hours\nDesk number {i} opens at {i} am.\n")
    return folder


def ask(index: Path, text: str) -> list[str]:
    found = open_retriever(index, WordHashEmbedder()).find(text, audiences=EVERYONE)
    return [hit.passage.document for hit in found.hits]


def test_only_what_changed_is_embedded_again(library: Path, tmp_path: Path) -> None:
    index_folder(library, tmp_path / "i", WordHashEmbedder())
    write(library, "d3.md", "# Desk 3\n\n## Hours\nThe pineapple desk opens at noon.\n")
    write(library, "new.md", "# Annex\n\nThe annex has coconuts.\n")
    (library / "d5.md").unlink()

    report = index_folder(library, tmp_path / "i", WordHashEmbedder())

    assert (report.changed, report.added, report.removed) == (("d3.md",), ("new.md",), ("d5.md",))
    assert (report.documents, report.embedded) == (12, 2)
    assert ask(tmp_path / "i", "pineapple")[0] == "d3.md"
    assert "d5.md" not in ask(tmp_path / "i", "desk number 5 opens at 5 am")


def test_an_unchanged_folder_costs_nothing(library: Path, tmp_path: Path) -> None:
    index_folder(library, tmp_path / "i", WordHashEmbedder())
    before = generations.current(tmp_path / "i")

    report = index_folder(library, tmp_path / "i", WordHashEmbedder())

    assert (report.embedded, report.added, report.documents) == (0, (), 12)
    assert generations.current(tmp_path / "i") == before


def test_a_reader_keeps_the_whole_index_it_opened(library: Path, tmp_path: Path) -> None:
    index_folder(library, tmp_path / "i", WordHashEmbedder())
    reader = open_retriever(tmp_path / "i", WordHashEmbedder())
    write(library, "d1.md", "# Changed\n\nNothing about it now.\n")
    index_folder(library, tmp_path / "i", WordHashEmbedder())

    hits = reader.find("desk number 1 opens at 1 am", audiences=EVERYONE).hits

    assert hits[0].passage.document == "d1.md"
    newest = generations.current(tmp_path / "i")
    assert newest is not None
    assert not reader.version.startswith(newest.name)


def test_a_small_library_is_searched_exactly_and_finds_what_chroma_finds(library: Path, tmp_path: Path) -> None:
    index_folder(library, tmp_path / "i", WordHashEmbedder())
    asked = "desk number 3 opens at 3 am"
    readers = [open_retriever(tmp_path / "i", WordHashEmbedder(), exact_up_to=most) for most in (0, 100)]

    through_chroma, exact = [one.find(asked, audiences=EVERYONE).hits for one in readers]

    assert [hit.passage.id for hit in exact] == [hit.passage.id for hit in through_chroma]


def test_nothing_indexed_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError):
        open_retriever(tmp_path / "none", WordHashEmbedder())


INDEXER = """
import sys, time
from pathlib import Path
from retrieval.embedding import WordHashEmbedder
from retrieval.indexing import index_folder
print("ready", flush=True)
index_folder(Path(sys.argv[1]), Path(sys.argv[2]), WordHashEmbedder())
"""


@pytest.mark.slow
def test_kill_minus_nine_leaves_the_old_index_or_the_new_one(library: Path, tmp_path: Path) -> None:
    index = tmp_path / "i"
    index_folder(library, index, WordHashEmbedder())
    for attempt in range(int(os.environ.get("KILLS", "3"))):
        write(library, "d0.md", f"# Desk 0\n\nVersion {attempt} word{attempt} of the desk.\n")
        process = subprocess.Popen(
            [sys.executable, "-c", INDEXER, str(library), str(index)], stdout=subprocess.PIPE, cwd=Path.cwd()
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + 0.11 * (attempt % 9))
        process.send_signal(signal.SIGKILL)
        process.wait()

        found = ask(index, "desk number 7 opens at 7 am")

        assert found[0] == "d7.md"
        assert len(set(ask(index, "desk opens"))) >= 8
    report = index_folder(library, index, WordHashEmbedder())
    assert report.documents == 12
    assert ask(index, f"word{attempt}")[0] == "d0.md"
