"""All the doors of the pages, in one list, so that the application and the architecture test see the same."""

from api.pages import (
    about_me,
    break_glass,
    calendar_feed,
    evaluator,
    flags,
    goals,
    health,
    keep,
    library,
    mentee,
    mentor,
    model,
    oversight,
    policies,
    practice,
    reports,
    review,
    sign_in,
    suite_drafts,
    wording,
)
from api.routing import Door


def page_doors() -> tuple[Door, ...]:
    """Every family of pages."""
    pages = (
        sign_in, health, keep, mentor, review, goals, mentee, about_me, library, oversight, flags, policies, evaluator,
        model, wording, reports, practice, calendar_feed, break_glass, suite_drafts,
    )  # fmt: skip
    return tuple(one.door for one in pages)
