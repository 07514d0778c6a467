"""What the screen's reader learnt is stored small, the same each time, and served as it was taught."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.adapter import Adapter, digest_of, load_adapter, save_adapter
from retrieval.lessons import Lessons
from retrieval.marks import Marks

TEXTS = ("i cannot go on like this", "when does the lab open", "he hit me again", "lunch was good", "help", "see you")
LESSONS = Lessons(
    texts=TEXTS, worry=np.array([1, 0, 1, 0, 1, 0], np.float32), decided=np.ones(6, np.float32),
    urgent=np.array([1, 0, 1, 0, 0, 0], np.float32), kinds=np.array([1, 0, 2, 0, 1, 0]), number_of_kinds=3,
)  # fmt: skip


def test_an_adapter_comes_back_as_stored_and_the_same_arrays_give_the_same_bytes(tmp_path: Path) -> None:
    adapter = Adapter(arrays={"says.weight": np.eye(3, dtype=np.float32)}, card={"rank": 2})

    names = [save_adapter(adapter, tmp_path / name) for name in ("one.npz", "two.npz")]

    assert names[0] == names[1] == digest_of(tmp_path / "one.npz")
    back = load_adapter(tmp_path / "two.npz")
    assert back.card == adapter.card
    assert np.array_equal(back.arrays["says.weight"], np.eye(3))


def test_other_arrays_have_another_name_and_none_has_no_name(tmp_path: Path) -> None:
    one = save_adapter(Adapter(arrays={"a": np.zeros(2, np.float32)}, card={}), tmp_path / "one.npz")

    other = save_adapter(Adapter(arrays={"a": np.ones(2, np.float32)}, card={}), tmp_path / "two.npz")

    assert one != other
    assert digest_of(tmp_path / "none.npz") == ""


def test_the_strongest_stretch_is_where_the_tokens_add_most() -> None:
    text = "lunch was good but i want to die tonight ok"
    words = text.split()
    starts = np.cumsum([0, *(len(word) + 1 for word in words)])[:-1].tolist()
    places = [(0, 0), *((at, at + len(word)) for at, word in zip(starts, words, strict=True)), (0, 0)]
    adds = [9.0, *(2.0 if word in {"want", "to", "die"} else -1.0 for word in words), 9.0]

    start, end = Marks(places=places, adds=np.array(adds, dtype=np.float32)).strongest

    assert text[start:end] == "want to die"


def test_a_text_without_tokens_has_an_empty_stretch() -> None:
    assert Marks(places=[(0, 0), (0, 0)], adds=np.ones(2, dtype=np.float32)).strongest == (0, 0)


@pytest.mark.model
def test_the_same_lessons_teach_the_same_to_the_last_bit_and_change_what_is_said() -> None:
    from retrieval.adapting import Classroom

    room = Classroom(LESSONS, lambda _: None)

    first, second = (room.learn(range(6), "twice") for _ in range(2))

    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert np.any(first["layers.0.asks.wide"])  # starts at nothing
    assert room.scores(first, [0, 3]).shape == (2, 5)


@pytest.mark.model
def test_the_exported_graph_says_what_the_taught_reader_says_and_where(tmp_path: Path) -> None:
    import onnxruntime
    from tokenizers import Tokenizer

    from retrieval.adapting import Classroom
    from retrieval.tracing import to_onnx
    from retrieval.weights import weights

    room = Classroom(LESSONS, lambda _: None)
    arrays = room.learn(range(6), "once")
    expected = room.scores(arrays, [0])
    to_onnx(Adapter(arrays=arrays, card={"outputs": 5, "rank": 16}), tmp_path / "whole.onnx")

    ids = np.array([Tokenizer.from_file(str(weights() / "tokenizer.json")).encode(TEXTS[0]).ids])
    ids = ids[:, : int((ids > 0).sum())]
    session = onnxruntime.InferenceSession(str(tmp_path / "whole.onnx"))
    said, adds = session.run(["scores", "adds"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})

    assert np.abs(said - expected).max() < 0.02  # states at the fork were kept in half precision
    assert adds.sum() + arrays["says.bias"][0] == pytest.approx(said[0, 0], abs=1e-3)
