"""How an endpoint reaches what `assistant/wiring.py` built."""

from typing import Annotated

from fastapi import Depends, Request

from api.streaming import Streams
from assistant.wiring import Services


def services_of(request: Request) -> Services:
    """The services of this process."""
    built: Services = request.app.state.services
    return built


def streams_of(request: Request) -> Streams:
    """The answers under way in this process."""
    streams: Streams = request.app.state.streams
    return streams


Streaming = Annotated[Streams, Depends(streams_of)]
Wired = Annotated[Services, Depends(services_of)]
