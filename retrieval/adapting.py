"""Teach the screen's reader on the base model: a few layers learn, one thread, fixed seeds, the same bytes each time.

Imports torch, and is imported by `trellis train screen` alone.
"""

import random
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from retrieval.adapter import Arrays
from retrieval.layers import WIDTH, Base, Reader, Shared, hiding, load_base
from retrieval.lessons import Lessons, Say, Scores
from retrieval.misspelling import misspelt
from retrieval.weights import weights

EPOCHS, BATCH = 2, 32  # a harder schedule heard strangers worse (docs/trust/escalation.md)
RATE, HEAD_RATE, DECAY, WARMING = 1e-3, 2e-3, 0.01, 0.06
LONGEST = 72  # tokens a lesson may have; longer ones are cut
ROUGHENED = 0.4  # share of lessons read misspelt or without punctuation, anew in each epoch
URGENT_SHARE, KIND_SHARE = 0.5, 0.5  # of the loss, beside the gate's 1
CHUNK = 16  # batches sorted by length together


class Classroom:
    """Lessons read up to the fork once, so that several readers can learn from parts of them."""

    def __init__(self, lessons: Lessons, say: Say) -> None:
        """Reads every lesson twice, as it is and roughened. `say` is told of progress."""
        torch.set_num_threads(1)
        torch.use_deterministic_algorithms(True)
        self._lessons, self._say, self._base = lessons, say, load_base()
        say(f"reading {len(lessons.texts)} lessons up to the fork")
        self._plain = states_of(lessons.texts, self._base)
        chance = random.Random(7)
        self._rough = states_of([misspelt(text, chance) for text in lessons.texts], self._base)

    def learn(self, chosen: Sequence[int], name: str, seed: int = 1) -> Arrays:
        """What a fresh reader learns from the chosen lessons, rounded as it will be stored."""
        torch.manual_seed(seed)
        chance = random.Random(seed)
        reader = self._fresh().train()
        steps = EPOCHS * -(-len(chosen) // BATCH)
        optimizer, schedule = optimizer_for(reader, steps)
        share = kind_shares(self._lessons.kinds[list(chosen)], self._lessons.number_of_kinds)
        for epoch in range(EPOCHS):
            states = [self._rough[i] if chance.random() < ROUGHENED else self._plain[i] for i in chosen]
            losses = []
            for batch in batches(states, chance):
                at = [chosen[i] for i in batch]
                loss = self._loss(reader, [states[i] for i in batch], at, share)
                optimizer.zero_grad()
                torch.autograd.backward(loss)
                nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                losses.append(loss.item())
            self._say(f"{name}: epoch {epoch + 1} of {EPOCHS}, loss {sum(losses) / len(losses):.3f}")
        return {key: value.astype(np.float16).astype(np.float32) for key, value in reader.learnt().items()}

    @torch.no_grad()
    def scores(self, arrays: Arrays, chosen: Sequence[int]) -> Scores:
        """What a reader says of the chosen lessons as they are, shape (chosen, outputs)."""
        reader = self._fresh().put(arrays)
        out = np.zeros((len(chosen), 2 + self._lessons.number_of_kinds), dtype=np.float32)
        order = sorted(range(len(chosen)), key=lambda i: len(self._plain[chosen[i]]))
        for start in range(0, len(order), 2 * BATCH):
            batch = order[start : start + 2 * BATCH]
            out[batch] = reader(*padded([self._plain[chosen[i]] for i in batch]))[0].numpy()
        return out

    def _fresh(self) -> Reader:
        return Reader(self._base, 2 + self._lessons.number_of_kinds)

    def _loss(self, reader: Reader, states: list[Tensor], at: list[int], share: Tensor) -> Tensor:
        """The gate where it is decided, urgency, and the kind."""
        lessons = self._lessons
        said, _ = reader(*padded(states))
        decided = torch.from_numpy(lessons.decided[at])
        gate = functional.binary_cross_entropy_with_logits(
            said[:, 0], torch.from_numpy(lessons.worry[at]), reduction="none"
        )
        urgent = functional.binary_cross_entropy_with_logits(said[:, 1], torch.from_numpy(lessons.urgent[at]))
        kind = functional.cross_entropy(said[:, 2:], torch.from_numpy(lessons.kinds[at]), weight=share)
        return (gate * decided).sum() / decided.sum().clamp(min=1) + URGENT_SHARE * urgent + KIND_SHARE * kind


def optimizer_for(reader: Reader, steps: int) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW; the heads learn faster than the layers; the rate rises shortly and then falls to almost nothing."""
    heads = [*reader.looks.parameters(), *reader.says.parameters()]
    tuned = list(reader.layers.parameters())
    groups = [
        {"params": [p for p in tuned if p.ndim > 1], "lr": RATE, "weight_decay": DECAY},
        {"params": [p for p in tuned if p.ndim == 1], "lr": RATE, "weight_decay": 0.0},
        {"params": heads, "lr": HEAD_RATE, "weight_decay": DECAY},
    ]
    optimizer = torch.optim.AdamW(groups, foreach=False)
    warm = max(1, int(WARMING * steps))

    def rate(step: int) -> float:
        return (step + 1) / warm if step < warm else max(0.02, (steps - step) / max(1, steps - warm))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def kind_shares(kinds: NDArray[np.int64], number: int) -> Tensor:
    """A weight for each kind: rare ones count more, by the root of their number; one on average."""
    counts = np.bincount(kinds, minlength=number)
    share = 1 / np.sqrt(counts + 1)
    return torch.from_numpy((share / np.average(share, weights=counts)).astype(np.float32))


@torch.no_grad()
def states_of(texts: Sequence[str], base: Base) -> list[Tensor]:
    """Each text's states at the fork, half precision, shape (tokens, 384)."""
    tokenizer = Tokenizer.from_file(str(weights() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    ids = [torch.tensor(one.ids) for one in tokenizer.encode_batch(list(texts))]
    shared = Shared(base).eval()
    found: list[Tensor] = [torch.empty(0)] * len(ids)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for start in range(0, len(order), 2 * BATCH):
        batch = order[start : start + 2 * BATCH]
        rows = nn.utils.rnn.pad_sequence([ids[i] for i in batch], batch_first=True)
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(ids[i])) for i in batch], batch_first=True)
        for i, states in zip(batch, shared(rows, hiding(mask)), strict=True):
            found[i] = states[: len(ids[i])].half()
    return found


def padded(states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """States of shape (texts, tokens, 384) and a mask of shape (texts, tokens)."""
    longest = max(len(one) for one in states)
    rows, mask = torch.zeros(len(states), longest, WIDTH), torch.zeros(len(states), longest)
    for at, one in enumerate(states):
        rows[at, : len(one)] = one
        mask[at, : len(one)] = 1
    return rows, mask


def batches(states: Sequence[Tensor], chance: random.Random) -> list[list[int]]:
    """Positions in batches of about one length, in chance order."""
    order = list(range(len(states)))
    chance.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), BATCH * CHUNK):
        chunk = sorted(order[start : start + BATCH * CHUNK], key=lambda i: len(states[i]))
        found.extend(chunk[at : at + BATCH] for at in range(0, len(chunk), BATCH))
    chance.shuffle(found)
    return found
