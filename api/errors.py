"""Every failure becomes one calm page or one problem document here, and nowhere else is an HTTP status chosen."""

from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.guard import ForgedRequestError, NotSignedInError
from api.limits import TooManyRequestsError
from api.pages.render import page
from assistant.signing_in import LockedOutError
from core.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    NotReadyError,
    TrellisError,
)  # fmt: skip
from core.logs import get_logger

STATUS: dict[type[TrellisError], int] = {
    NotSignedInError: 401,
    ForgedRequestError: 403,
    NotAllowedError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    InvalidInputError: 422,
    TooManyRequestsError: 429,
    LockedOutError: 429,
    NotReadyError: 503,
}
TITLE = {
    400: "That request could not be read",
    401: "Please sign in",
    403: "That did not go through",
    404: "Nothing here by that address",
    405: "That address does not do this",
    409: "It changed in the meantime",
    413: "That was too large",
    422: "Something needs another look",
    429: "One moment",
    500: "Something failed on our side",
    503: "Not ready yet",
}


def status_of(error: TrellisError) -> int:
    """The status of the nearest kind in the table."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def wants_json(request: Request) -> bool:
    """Programs get problem documents, people get pages."""
    return request.url.path.startswith("/v1/")


def refuse(request: Request, status: int, message: str, next_step: str = "", **more: Any) -> Response:
    """One refusal, as a page or as JSON (RFC 9457). It never repeats what was sent."""
    title = TITLE.get(status, "That did not work")
    if wants_json(request):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": message, **more}
        if next_step:
            problem["next_step"] = next_step
        return JSONResponse(problem, status_code=status, media_type="application/problem+json")
    return page(request, "problem.html", status=status, title=title, message=message, next_step=next_step, **more)


def on_trellis_error(request: Request, error: Exception) -> Response:
    """One of the five kinds, or a guard's."""
    if not isinstance(error, TrellisError):
        return on_surprise(request, error)
    if isinstance(error, NotSignedInError) and not wants_json(request) and request.method == "GET":
        return RedirectResponse(f"/sign-in?next={quote(request.url.path)}", status_code=303)
    more = {"fields": error.fields} if isinstance(error, InvalidInputError) and error.fields else {}
    return refuse(request, status_of(error), error.message, error.next_step, **more)


def on_http_error(request: Request, error: Exception) -> Response:
    """What the framework refuses by itself: unknown paths, methods, sizes."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = "There is nothing here by that address." if status == 404 else "The request was not understood."
    return refuse(request, status, message)


def on_bad_input(request: Request, error: Exception) -> Response:
    """Which field, and what was expected. Never the value that was sent."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    fields = {".".join(str(part) for part in item["loc"][1:]) or "body": item["msg"] for item in found}
    return refuse(request, 422, "Some of what was sent could not be used.", fields=fields)


def on_surprise(request: Request, error: Exception) -> Response:
    """Anything else: logged by type alone, told with the request id so that someone can find it."""
    request_id = getattr(request.state, "request_id", "")
    get_logger().error("surprise", error_type=type(error).__name__, request_id=request_id)
    return refuse(
        request, 500, "It has been noted. What you had already saved is safe.",
        f"Try again. If it happens twice, tell your coordinator this number: {request_id}.",
    )  # fmt: skip


def install(app: FastAPI) -> None:
    """Hand every failure to this file."""
    app.add_exception_handler(TrellisError, on_trellis_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_bad_input)
    app.add_exception_handler(Exception, on_surprise)
