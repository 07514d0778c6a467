"""What a keeper of the library must see to: reviews due, pages that disagree or are outlived, gaps askers hit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.document import Document

NOTICE = timedelta(days=30)  # before a review falls due
FEWEST = 5  # askings behind a reported gap: fewer could point at a person (safety.md C9 asks for k of at least 5)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A document whose review is due or past, for its owner."""

    document: str
    title: str
    owner: str
    review_by: date
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A question the library does not answer, asked often enough to be told. `example` is masked text."""

    example: str
    askings: int
    office: str


def reminders(documents: Iterable[Document], today: date, notice: timedelta = NOTICE) -> list[Reminder]:
    """Documents to be reviewed within `notice` or already late, the latest first."""
    due = [d for d in documents if d.review_by is not None and d.review_by <= today + notice]
    made = [
        Reminder(document=d.path, title=d.title, owner=d.owner, review_by=d.review_by, overdue=d.review_by < today)
        for d in due
        if d.review_by is not None
    ]
    return sorted(made, key=lambda reminder: (reminder.review_by, reminder.document))


def unowned(documents: Iterable[Document]) -> list[str]:
    """Paths of documents that name no owner or were never verified: nobody would notice that they age."""
    return sorted(d.path for d in documents if not d.owner or d.verified_on is None)


def outlived(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Pairs (older, newer) of documents with one title and campus: the older should go or say how it differs."""
    by_title: dict[tuple[str, str, str], list[Document]] = defaultdict(list)
    for document in documents:
        by_title[plain(document.title), document.campus.casefold(), document.audience].append(document)
    pairs = []
    for same in by_title.values():
        ordered = sorted(same, key=lambda d: (d.verified_on or date.min, d.path))
        pairs += [(older.path, ordered[-1].path) for older in ordered[:-1]]
    return sorted(pairs)


def plain(title: str) -> str:
    """A title without years."""
    return " ".join(word for word in title.casefold().split() if not word.strip("().,").isdigit())


def gaps(clusters: Iterable[Sequence[tuple[str, str]]], fewest: int = FEWEST) -> list[Gap]:
    """Clusters of unanswered questions as gaps, most asked first.

    Each cluster lists (masked text, office that would know), one entry for each person who asked; clusters smaller
    than `fewest` are told to nobody. The shortest wording stands for the cluster.
    """
    told = [cluster for cluster in clusters if len(cluster) >= fewest]
    made = []
    for cluster in told:
        offices = [office for _, office in cluster if office]
        likeliest = max(sorted(set(offices)), key=offices.count, default="")
        made.append(
            Gap(
                example=min((text for text, _ in cluster), key=lambda text: (len(text), text)),
                askings=len(cluster),
                office=likeliest,
            )
        )
    return sorted(made, key=lambda gap: (-gap.askings, gap.example))
