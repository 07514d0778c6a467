"""MiniLM's layers in torch, in as few lines as training and exporting need. Serving never imports this.

Up to the fork everybody shares them. Above it the base layers go on to the retrieval vector, and layers that learnt
from the screen's examples go on to what the screen reads.
"""

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from retrieval.adapter import RANK, Arrays
from retrieval.weights import weights

LAYERS, WIDTH, PARTS = 6, 384, 12
FORK = 3  # layers below it are shared
STRETCH = 2.0  # how strongly the narrow way counts beside the base weight
DROPOUT = 0.1
Base = dict[str, Tensor]


def load_base() -> Base:
    """The base model's tensors by name. Raises FileNotFoundError when their package is not installed."""
    stored: Base = load_file(str(weights() / "model.safetensors"))
    return {name.removeprefix("bert."): tensor for name, tensor in stored.items()}


class Line(nn.Module):
    """A linear layer of the base model; with a rank, a narrow way beside it that learns while the weight stands."""

    weight: Tensor

    def __init__(self, base: Base, name: str, rank: int) -> None:
        """Learnt parts are parameters, fixed ones are buffers: `parameters()` is what the adapter stores."""
        super().__init__()
        weight, bias = base[f"{name}.weight"], base[f"{name}.bias"]
        self.rank = rank
        self.register_buffer("weight", weight)
        if rank:
            self.bias = nn.Parameter(bias.clone())
            self.narrow = nn.Parameter(torch.randn(rank, weight.shape[1]) / weight.shape[1] ** 0.5)
            self.wide = nn.Parameter(torch.zeros(weight.shape[0], rank))
        else:
            self.register_buffer("bias", bias)

    def forward(self, rows: Tensor) -> Tensor:
        """Rows of the last axis through the layer."""
        out = functional.linear(rows, self.weight, self.bias)
        if not self.rank:
            return out
        return out + functional.linear(functional.linear(rows, self.narrow), self.wide) * STRETCH

    @torch.no_grad()
    def fold(self) -> None:
        """Put what was learnt into the weight, so that serving costs no more than the base."""
        if self.rank:
            self.weight = self.weight + STRETCH * self.wide @ self.narrow
            self.rank = 0


class Norm(nn.Module):
    """Layer normalisation."""

    weight: Tensor
    bias: Tensor

    def __init__(self, base: Base, name: str, *, learns: bool) -> None:
        """Scale and shift of the base, learning or not."""
        super().__init__()
        for short in ("weight", "bias"):
            kept = base[f"{name}.{short}"]
            if learns:
                self.register_parameter(short, nn.Parameter(kept.clone()))
            else:
                self.register_buffer(short, kept)

    def forward(self, rows: Tensor) -> Tensor:
        """Rows of mean zero and length one, scaled and shifted."""
        return functional.layer_norm(rows, (WIDTH,), self.weight, self.bias, 1e-12)


class Layer(nn.Module):
    """Attention and two dense layers, each with its way around."""

    def __init__(self, base: Base, number: int, rank: int = 0) -> None:
        """Layer `number` of the base, counted from 0."""
        super().__init__()
        at = f"encoder.layer.{number}."
        self.asks = Line(base, at + "attention.self.query", rank)
        self.offers = Line(base, at + "attention.self.key", rank)
        self.gives = Line(base, at + "attention.self.value", rank)
        self.gathers = Line(base, at + "attention.output.dense", rank)
        self.widens = Line(base, at + "intermediate.dense", rank)
        self.narrows = Line(base, at + "output.dense", rank)
        self.first = Norm(base, at + "attention.output.LayerNorm", learns=bool(rank))
        self.second = Norm(base, at + "output.LayerNorm", learns=bool(rank))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, hidden: Tensor) -> Tensor:
        """States of shape (texts, tokens, 384); `hidden` is added to attention: 0, or very small where padded."""
        texts, tokens, _ = states.shape

        def parts(rows: Tensor) -> Tensor:
            return rows.view(texts, tokens, PARTS, WIDTH // PARTS).transpose(1, 2)

        fit = parts(self.asks(states)) @ parts(self.offers(states)).transpose(2, 3) / (WIDTH // PARTS) ** 0.5
        seen = (fit + hidden).softmax(-1) @ parts(self.gives(states))
        seen = seen.transpose(1, 2).reshape(texts, tokens, WIDTH)
        states = self.first(states + self.drop(self.gathers(seen)))
        return self.second(states + self.drop(self.narrows(functional.gelu(self.widens(states)))))


class Shared(nn.Module):
    """Embeddings and the layers below the fork: never learning."""

    word: Tensor
    position: Tensor
    token_type: Tensor

    def __init__(self, base: Base) -> None:
        """Reads the base."""
        super().__init__()
        for short in ("word", "position", "token_type"):
            self.register_buffer(short, base[f"embeddings.{short}_embeddings.weight"])
        self.norm = Norm(base, "embeddings.LayerNorm", learns=False)
        self.layers = nn.ModuleList(Layer(base, number) for number in range(FORK))

    def forward(self, ids: Tensor, hidden: Tensor) -> Tensor:
        """States at the fork."""
        places = torch.arange(ids.shape[1])
        states = self.norm(functional.embedding(ids, self.word) + self.position[places] + self.token_type[0])
        for layer in self.layers:
            states = layer(states, hidden)
        return states


class Reader(nn.Module):
    """The layers above the fork that learnt to worry. Outputs: the gate, urgency, then one for each kind."""

    def __init__(self, base: Base, outputs: int, rank: int = RANK) -> None:
        """Fresh: the narrow ways change nothing yet."""
        super().__init__()
        self.layers = nn.ModuleList(Layer(base, number, rank) for number in range(FORK, LAYERS))
        self.looks = nn.Linear(WIDTH, 1)
        self.says = nn.Linear(2 * WIDTH, outputs)
        self.drop = nn.Dropout(DROPOUT)
        nn.init.zeros_(self.looks.weight)
        nn.init.normal_(self.says.weight, std=0.02)
        nn.init.zeros_(self.says.bias)

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Scores (texts, outputs), and what each token adds to the gate (texts, tokens). `mask` is 1 for a token."""
        hidden = hiding(mask)
        for layer in self.layers:
            states = layer(states, hidden)
        evenly = mask / mask.sum(1, keepdim=True)
        looking = (weighed(states, self.looks.weight[0]) + self.looks.bias + hidden[:, 0, 0]).softmax(1)
        pooled = [(share.unsqueeze(-1) * states).sum(1) for share in (evenly, looking)]
        even_row, look_row = self.says.weight[0, :WIDTH], self.says.weight[0, WIDTH:]
        adds = evenly * weighed(states, even_row) + looking * weighed(states, look_row)
        return self.says(self.drop(torch.cat(pooled, 1))), adds

    def learnt(self) -> Arrays:
        """What training changed, by name."""
        return {name: value.detach().numpy().copy() for name, value in self.named_parameters()}

    @torch.no_grad()
    def put(self, arrays: Arrays) -> "Reader":
        """Take what was learnt. Raises KeyError when the arrays are of another make."""
        for name, value in self.named_parameters():
            value.copy_(torch.from_numpy(arrays[name]))
        return self.eval()


def weighed(states: Tensor, row: Tensor) -> Tensor:
    """One number a token. Not as a product of matrices: that would be quantised, which one column cannot be."""
    return (states * row).sum(-1)


def hiding(mask: Tensor) -> Tensor:
    """What is added to attention so that padding is not looked at; shape (texts, 1, 1, tokens)."""
    return (1.0 - mask)[:, None, None, :] * -10000.0
