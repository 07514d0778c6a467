"""How the fake model answers where it is asked as Anthropic's API is: the same words and faults in another envelope."""

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any


def asked_of(body: dict[str, Any]) -> str:
    """The last user message, whichever way it is packed."""
    content = body["messages"][-1]["content"]
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def message(text: str, model: str, stop: str, tokens_in: int) -> dict[str, Any]:
    """A whole answer."""
    return {
        "id": "msg_fake", "type": "message", "role": "assistant", "model": model, "stop_sequence": None,
        "content": [{"type": "text", "text": text}] if text else [], "stop_reason": stop,
        "usage": {"input_tokens": tokens_in, "output_tokens": len(text) // 4},
    }  # fmt: skip


def stream(handler: BaseHTTPRequestHandler, text: str, model: str, *, stop: str, cut: bool, pause: float) -> None:
    """The same in events; cut: it stops in the middle and hangs up."""
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.send_header("connection", "close")
    handler.end_headers()
    pieces = [text[start : start + 24] for start in range(0, len(text), 24)]
    say(handler, {"type": "message_start", "message": {**message("", model, "", 1), "stop_reason": None}})
    say(handler, {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
    for piece in pieces[: len(pieces) // 2] if cut else pieces:
        say(handler, {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}})
        time.sleep(pause)
    if not cut:
        say(handler, {"type": "content_block_stop", "index": 0})
        delta = {"stop_reason": stop, "stop_sequence": None}
        say(handler, {"type": "message_delta", "delta": delta, "usage": {"output_tokens": len(text) // 4}})
        say(handler, {"type": "message_stop"})
    handler.close_connection = True


def say(handler: BaseHTTPRequestHandler, event: dict[str, Any]) -> None:
    """One event."""
    handler.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())
