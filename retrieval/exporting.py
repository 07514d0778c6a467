"""Export all-MiniLM-L6-v2 once to ONNX, with pooling, normalisation and the screen's reader inside.

The only user of sentence_transformers, which is the reference the export is held equal to.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from retrieval.adapter import digest_of, load_adapter
from retrieval.weights import weights

Say = Callable[[str], None]

FORMAT = 3  # raise when the exported files change shape: older exports are then made anew
CARD = "embedder.json"  # written last: its presence says that the export is whole
FP32, INT8, TOKENIZER = "fp32.onnx", "int8.onnx", "tokenizer.json"


def is_prepared(folder: Path) -> bool:
    """Whether `folder` holds a whole export of today's format, with the reader as it was last taught."""
    try:
        card = json.loads((folder / CARD).read_text("utf-8"))
        return bool(card["format"] == FORMAT and card["adapter"] == digest_of())
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
    from retrieval.tracing import to_onnx

    source, adapter = weights(), digest_of()
    to_onnx(load_adapter() if adapter else None, folder / FP32)
    to_int8(folder / FP32, folder / INT8)
    shutil.copyfile(source / TOKENIZER, folder / TOKENIZER)
    longest = json.loads((source / "sentence_bert_config.json").read_text("utf-8"))["max_seq_length"]
    card = {"format": FORMAT, "model": "all-MiniLM-L6-v2", "max_tokens": longest, "adapter": adapter}
    (folder / CARD).write_text(json.dumps(card), "utf-8")


def load_reference(source: Path | None = None) -> Any:
    """The model as sentence-transformers runs it: what the export is held equal to."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: it is read there
    from sentence_transformers import SentenceTransformer

    # Eager attention is the one the tracer can follow.
    return SentenceTransformer(
        str(source or weights()), device="cpu", model_kwargs={"attn_implementation": "eager"}, local_files_only=True
    )


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
