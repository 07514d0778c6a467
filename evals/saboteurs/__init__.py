"""Saboteurs: parts broken on purpose. Each must be caught by the suite that claims it (`trellis eval sabotage`)."""

from evals.saboteurs import answering, drafting, examining, listening, telling, wording
from evals.saboteurs.saboteur import Saboteur

SABOTEURS: tuple[Saboteur, ...] = (
    *listening.ALL, *telling.ALL, *answering.ALL, *drafting.ALL, *wording.ALL, *examining.ALL,
)  # fmt: skip
