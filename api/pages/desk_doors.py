"""All the doors of the pages, in one list, so that the application and the architecture test see the same."""

from api.pages import about_me, goals, health, keep, library, mentee, mentor, oversight, review, sign_in
from api.routing import Door


def page_doors() -> tuple[Door, ...]:
    """Every family of pages."""
    return (
        sign_in.door,
        health.door,
        keep.door,
        mentor.door,
        review.door,
        goals.door,
        mentee.door,
        about_me.door,
        library.door,
        oversight.door,
    )
