"""Headers every response carries, a request id everywhere, and one log line a request with ids and no words."""

import re
import time
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import on_surprise
from core.ids import Ids
from core.logs import get_logger

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Headers:
    """ASGI middleware, outermost. `secure` adds HSTS where the public address is https."""

    def __init__(self, app: ASGIApp, *, ids: Ids, secure: bool) -> None:
        self.app = app
        self.ids = ids
        self.always = {**ALWAYS, **({"Strict-Transport-Security": "max-age=31536000"} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with its id in the scope, in the response and in the log."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = self._request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        seen: dict[str, Any] = {"status": 500}

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                self._dress(MutableHeaders(scope=message), scope["path"], request_id)
            await send(message)

        try:
            await self.app(scope, receive, dressed)
        except Exception as error:
            # Caught here, inside the framework's own net, whose traceback would quote what people wrote.
            await on_surprise(Request(scope), error)(scope, receive, dressed)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            get_logger().info(
                "request", request_id=request_id, method=scope["method"], route=route, status=seen["status"],
                seconds=round(time.perf_counter() - started, 4),
            )  # fmt: skip

    def _dress(self, headers: MutableHeaders, path: str, request_id: str) -> None:
        for name, value in self.always.items():
            headers.setdefault(name, value)
        headers["X-Request-Id"] = request_id
        if not path.startswith("/static/"):
            # A shared computer must not keep a student's page after sign-out.
            headers.setdefault("Cache-Control", "no-store")

    def _request_id(self, scope: Scope) -> str:
        for name, value in scope["headers"]:
            if name == b"x-request-id" and SAFE_ID.fullmatch(text := value.decode("latin-1")):
                return text
        return self.ids.new("request")
