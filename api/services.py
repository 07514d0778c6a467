"""How an endpoint reaches what `assistant/wiring.py` built."""

from typing import Annotated

from fastapi import Depends, Request

from assistant.wiring import Services


def services_of(request: Request) -> Services:
    """The services of this process."""
    built: Services = request.app.state.services
    return built


Wired = Annotated[Services, Depends(services_of)]
