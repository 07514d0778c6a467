"""The keeper is told what ages, what is outlived and what is missing, and never who asked."""

from datetime import date

from knowledge.catalog import gaps, outlived, reminders, unowned
from knowledge.document import Document

TODAY = date(2026, 11, 24)


def document(path: str, title: str = "Desk", **dates: date | None) -> Document:
    return Document(path=path, title=title, digest=path, sections=(), owner="Ann", **dates)  # type: ignore[arg-type]


def test_late_reviews_come_before_those_that_are_near() -> None:
    shelf = [
        document("far", review_by=date(2027, 6, 1)),
        document("near", review_by=date(2026, 12, 1)),
        document("late", review_by=date(2026, 11, 1)),
    ]

    due = reminders(shelf, TODAY)

    assert [(one.document, one.overdue) for one in due] == [("late", True), ("near", False)]


def test_an_older_page_of_the_same_title_is_outlived() -> None:
    old = document("2025.md", "Hours 2025", verified_on=date(2025, 1, 1))
    new = document("2026.md", "Hours 2026", verified_on=date(2026, 1, 1))

    assert outlived([new, old, document("x.md", "Other")]) == [("2025.md", "2026.md")]


def test_a_page_never_verified_is_named() -> None:
    assert unowned([document("a", verified_on=TODAY), document("b")]) == ["b"]


def test_a_gap_of_four_askers_is_told_to_nobody() -> None:
    four = [("is there a pool", "Recreation")] * 4

    assert gaps([four]) == []
    assert [(g.example, g.askings, g.office) for g in gaps([[*four, ("pool?", "Recreation")]])] == [
        ("pool?", 5, "Recreation")
    ]
