"""The served model is the reference, only faster."""

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from core.settings import Settings
from retrieval import exporting
from retrieval.embedding import BATCH_TOKENS, FP32, WordHashEmbedder, by_length, load_embedder

TEXTS = [
    "When is the math lab open?",
    "hi",
    "",
    "The withdrawal deadline is the Friday of week ten; after it a petition is needed. " * 12,
    "¿Hablan español?",
    "Free for enrolled students; bring an ID.",
]


@pytest.mark.model
def test_fp32_vectors_equal_those_of_sentence_transformers() -> None:
    expected = exporting.load_reference().encode(TEXTS, normalize_embeddings=True)

    served = load_embedder(Settings(), precision=FP32).embed(TEXTS)

    assert np.abs(served - expected).max() < 1e-5


@pytest.mark.model
def test_int8_vectors_stay_near_fp32() -> None:
    exact = load_embedder(Settings(), precision=FP32).embed(TEXTS)

    served = load_embedder(Settings()).embed(TEXTS)

    assert (served * exact).sum(axis=1).min() > 0.97


@pytest.mark.model
def test_many_at_once_come_back_in_their_own_order() -> None:
    embedder = load_embedder(Settings(), precision=FP32)

    together = embedder.embed(TEXTS)

    alone = np.vstack([embedder.embed([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5


@pytest.mark.model
def test_the_reader_heard_alone_says_what_it_says_beside_the_vectors() -> None:
    embedder = load_embedder(Settings())

    alone, beside = embedder.listen(TEXTS), embedder.read(TEXTS).scores

    assert alone.shape == beside.shape
    assert np.abs(alone - beside).max() < 1e-4


def test_batches_are_unpadded_and_bounded() -> None:
    ids = [[1] * length for length in (3, 250, 3, 7, *[200] * 30)]

    batches = list(by_length(ids))

    assert sorted(i for batch in batches for i in batch) == list(range(len(ids)))
    assert all(len({len(ids[i]) for i in batch}) == 1 for batch in batches)
    assert all(sum(len(ids[i]) for i in batch) <= BATCH_TOKENS for batch in batches)


def test_two_processes_starting_at_once_export_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exports: list[Path] = []

    def slow_export(folder: Path) -> None:
        exports.append(folder)
        (folder / exporting.CARD).write_text(json.dumps({"format": exporting.FORMAT, "adapter": exporting.digest_of()}))

    monkeypatch.setattr(exporting, "export", slow_export)
    threads = [threading.Thread(target=exporting.prepare, args=(tmp_path / "model", lambda _: None)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(exports) == 1
    assert exporting.is_prepared(tmp_path / "model")


def test_a_crashed_export_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(folder: Path) -> None:
        (folder / "fp32.onnx").write_bytes(b"half")
        raise RuntimeError

    monkeypatch.setattr(exporting, "export", crash)
    with pytest.raises(RuntimeError):
        exporting.prepare(tmp_path / "model", lambda _: None)

    assert [path.name for path in tmp_path.iterdir()] == ["model.lock"]


def test_the_fake_puts_shared_words_near() -> None:
    lab, same, other = WordHashEmbedder().embed(["math lab hours", "hours of the math lab", "parking permit"])

    assert lab @ same > lab @ other
    assert np.linalg.norm(other) == pytest.approx(1)
