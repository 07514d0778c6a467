"""The one place adapters are chosen. Everything a use case needs comes in as one value."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.retriever import Retriever, open_retriever

from access.classing import ClassingTable
from access.flows import FlowTable
from assistant.answering.pipeline import Answering, load_answering
from assistant.notices.transports import Transport, transports_from
from assistant.preparing.prep import Prep, load_prep
from assistant.safety.policy import EscalationPolicy, load_escalation
from assistant.safety.replies import Replies, load_replies
from assistant.safety.screening import Screen, load_screen
from core.clock import Clock, SystemClock
from core.ids import Ids, RandomIds
from core.settings import ROOT, Settings
from knowledge.classing_table import load_classing_table
from knowledge.flow_table import load_flow_table
from retrieval.embedding import Embedder, load_embedder
from storage.database import Database

Say = Callable[[str], None]


def quiet(_: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, kw_only=True)
class Services:
    """What this process runs with. Built once, at the door; replaced piece by piece in tests."""

    settings: Settings
    database: Database
    clock: Clock
    ids: Ids
    screen: Screen
    retriever: Retriever
    answering: Answering
    prep: Prep
    flows: FlowTable
    classing: ClassingTable
    escalation: EscalationPolicy
    replies: Replies
    transports: tuple[Transport, ...] = ()
    build: str = field(default="dev")


def build_services(
    settings: Settings, *, clock: Clock | None = None, ids: Ids | None = None, embedder: Embedder | None = None,
    say: Say = quiet,
) -> Services:  # fmt: skip
    """Open the database, read the policies, load the models. Raises NotReadyError naming what is missing."""
    clock, ids = clock or SystemClock(), ids or RandomIds()
    embedder = embedder or load_embedder(settings, say)
    say("reading policies")
    policies = settings.policies_dir
    flows, classing = load_flow_table(policies), load_classing_table(policies)
    screen = load_screen(embedder)
    retriever = open_retriever(settings, embedder, say)
    return Services(
        settings=settings,
        database=Database.from_settings(settings, clock=clock, ids=ids),
        clock=clock,
        ids=ids,
        screen=screen,
        retriever=retriever,
        answering=load_answering(retriever, clock=clock, policies=policies),
        prep=load_prep(flows=flows, classing=classing, screen=screen, retriever=retriever, policies=policies),
        flows=flows,
        classing=classing,
        escalation=load_escalation(policies),
        replies=load_replies(policies),
        transports=transports_from(settings),
        build=build_digest(ROOT / "api" / "static"),
    )


def build_digest(folder: Path) -> str:
    """A short digest of what browsers may keep, so that a new build is fetched and an old one is not."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        total.update(path.read_bytes())
    return total.hexdigest()[:10]
