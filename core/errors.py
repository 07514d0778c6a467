"""The five kinds of failure a caller may have to handle; the HTTP status of each lives only in `api/errors.py`.

Endings that people meet every day (an unanswerable question, a declined request) are values, not errors.
"""


class TrellisError(Exception):
    """Something a caller must handle. `str(error)` is fit to show: it never holds what a person wrote."""

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class NotFoundError(TrellisError):
    """There is no such thing, or it is not yours: the two are told apart nowhere (promise 2)."""

    def __init__(self, message: str = "There is nothing here by that address.", *, next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)


class NotAllowedError(TrellisError):
    """The person is known, the thing is theirs to see, and this move is not theirs to make."""


class InvalidInputError(TrellisError):
    """What was given cannot be used. `fields` says where, keyed by field name."""

    def __init__(self, message: str, *, fields: dict[str, str] | None = None, next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.fields = fields or {}


class ConflictError(TrellisError):
    """Somebody else changed it first, or the move is not possible from here."""


class NotReadyError(TrellisError):
    """A part the request needs is missing or down; trying later can help."""
