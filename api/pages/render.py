"""One way to make a page: the person, their token, their zone and the time are there without being asked for."""

from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages.desks import desks_for
from api.pages.times import say_date, say_time
from assistant.tightening import WORDS, steps_from

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates: everything escaped, a misspelled name is an error and not an empty space."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters["say_date"] = say_date
    made.filters["say_time"] = say_time
    made.globals["class_words"] = WORDS
    made.globals["class_steps"] = {one: steps_from(one) for one in WORDS}
    return made


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Render a whole page, or only its `main` part when htmx asked for a piece by naming a `fragment`."""
    services = request.app.state.services
    person = getattr(request.state, "person", None)
    zone = ZoneInfo(person.zone) if person else ZoneInfo("UTC")
    body = environment().get_template(template).render(
        person=person,
        csrf=person.csrf if person else "",
        desks=desks_for(person.viewer) if person else (),
        here=request.url.path,
        now=services.clock.now().astimezone(zone),
        zone=zone,
        demo=services.settings.mode == "demo",
        build=services.build,
        **context,
    )  # fmt: skip
    return HTMLResponse(body, status_code=status)
