"""The whole of it as one ONNX graph: token ids in; the retrieval vector and what the screen reads out.

Both share embeddings and the layers below the fork. Imports torch, and is imported by the export alone.
"""

import warnings
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from retrieval.adapter import Adapter
from retrieval.layers import FORK, LAYERS, Layer, Line, Reader, Shared, hiding, load_base

VECTORS, SCORES, ADDS = "vectors", "scores", "adds"


class Whole(nn.Module):
    """MiniLM with mean pooling and normalisation; with an adapter also the screen's reader."""

    def __init__(self, adapter: Adapter | None) -> None:
        """Reads the base weights and folds into them what was learnt."""
        super().__init__()
        base = load_base()
        self.shared = Shared(base)
        self.upper = nn.ModuleList(Layer(base, number) for number in range(FORK, LAYERS))
        self.reader: Reader | None = None
        if adapter is not None:
            self.reader = Reader(base, adapter.card["outputs"], adapter.card["rank"]).put(adapter.arrays)
            for part in self.reader.modules():
                if isinstance(part, Line):
                    part.fold()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, ...]:
        """Unit vectors (texts, 384); the reader's scores (texts, outputs) and shares of the gate (texts, tokens)."""
        mask = attention_mask.to(torch.float32)
        hidden = hiding(mask)
        forked = states = self.shared(input_ids, hidden)
        for layer in self.upper:
            states = layer(states, hidden)
        mean = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        vectors = functional.normalize(mean, dim=1)
        return (vectors,) if self.reader is None else (vectors, *self.reader(forked, mask))


def to_onnx(adapter: Adapter | None, target: Path) -> None:
    """Trace the whole and write it."""
    whole = Whole(adapter).eval()
    ids = torch.tensor([[101, 7592, 2088, 102], [101, 7592, 102, 0]])
    axes = {0: "texts", 1: "tokens"}
    outputs = [VECTORS] if adapter is None else [VECTORS, SCORES, ADDS]
    shapes = {VECTORS: {0: "texts"}, SCORES: {0: "texts"}, ADDS: axes}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of constants; the equality test holds the result
        torch.onnx.export(
            whole, (ids, (ids > 0).long()), str(target),
            input_names=["input_ids", "attention_mask"], output_names=outputs,
            dynamic_axes={"input_ids": axes, "attention_mask": axes, **{name: shapes[name] for name in outputs}},
            opset_version=17, dynamo=False,
        )  # fmt: skip
