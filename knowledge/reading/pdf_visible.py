"""What a reader of a PDF page can see: text that is invisible, white on white, tiny or off the page is taken out."""

import math
from dataclasses import dataclass, field, replace
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
SHOWS = (b"Tj", b"TJ", b"'", b'"')
FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
INVISIBLE_MODES = (3, 7)
TINY = 1.5  # points


@dataclass(frozen=True, kw_only=True)
class Ink:
    """The part of the graphics state that decides whether words are seen."""

    place: Matrix = UNIT
    light: float = 0.0  # of the fill colour: 0 black, 1 white
    mode: int = 0
    size: float = 12.0


@dataclass(kw_only=True)
class Scan:
    """A walk over a page's operations."""

    width: float
    height: float
    ink: Ink = field(default_factory=Ink)
    kept: list[Ink] = field(default_factory=list)
    text: Matrix = UNIT
    line: Matrix = UNIT
    leading: float = 0.0
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)  # drawn, not filled yet
    dark: list[tuple[float, float, float, float]] = field(default_factory=list)

    def step(self, operands: list[Any], operator: bytes) -> bool:
        """Follow one operation; False when it shows words that nobody sees."""
        if operator in SHOWS:
            return self.is_seen()
        if operator in FILLS:
            if self.ink.light < 0.9:
                self.dark.extend(self.boxes)
            self.boxes.clear()
        elif operator == b"n":
            self.boxes.clear()
        else:
            move = MOVES.get(operator)
            if move is not None:
                move(self, [number(o) for o in operands])
        return True

    def is_seen(self) -> bool:
        """Whether words shown here and now would be seen."""
        whole = times(self.text, self.ink.place)
        size = self.ink.size * math.sqrt(abs(whole[0] * whole[3] - whole[1] * whole[2]))
        x, y = whole[4], whole[5]
        if self.ink.mode in INVISIBLE_MODES or size < TINY:
            return False
        if not (-5 <= x <= self.width + 5 and -5 <= y <= self.height + 5):
            return False
        return self.ink.light < 0.95 or any(a - 2 <= x <= c + 2 and b - 2 <= y <= d + 2 for a, b, c, d in self.dark)

    def box(self, n: list[float]) -> None:
        """A rectangle joins the path."""
        place = self.ink.place
        x, y, u, v = n[0], n[1], n[0] + n[2], n[1] + n[3]
        corners = [times((1, 0, 0, 1, px, py), place)[4:] for px, py in ((x, y), (u, v))]
        xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
        self.boxes.append((xs[0], ys[0], xs[1], ys[1]))

    def move(self, x: float, y: float) -> None:
        """To a new line of text."""
        self.line = self.text = times((1, 0, 0, 1, x, y), self.line)

    def begin(self) -> None:
        """A text object opens at the origin."""
        self.text = self.line = UNIT

    def place_text(self, n: list[float]) -> None:
        """The text matrix is set outright."""
        self.text = self.line = (n[0], n[1], n[2], n[3], n[4], n[5])

    def lead(self, leading: float) -> None:
        """The height of a line is set."""
        self.leading = leading

    def change(self, **what: Any) -> None:
        """A part of the state is set."""
        self.ink = replace(self.ink, **what)

    def restore(self) -> None:
        """Back to the last kept state."""
        if self.kept:
            self.ink = self.kept.pop()


def number(operand: Any) -> float:
    """A number as such, anything else as 0."""
    try:
        return float(operand)
    except (TypeError, ValueError):
        return 0.0


def times(a: Matrix, b: Matrix) -> Matrix:
    """The product of two transformations, `a` first."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def lightness(n: list[float]) -> float:
    """Of grey (1 number), red green blue (3) or four inks (4); a pattern counts as black."""
    if len(n) == 4:
        return max(0.0, 1 - max(n[:3]) - n[3])
    return min(n) if n else 0.0


def _set_matrix(scan: Scan, n: list[float]) -> None:
    scan.change(place=times((n[0], n[1], n[2], n[3], n[4], n[5]), scan.ink.place))


def _shift_and_lead(scan: Scan, n: list[float]) -> None:
    scan.lead(-n[1])
    scan.move(n[0], n[1])


def _colour(scan: Scan, n: list[float]) -> None:
    scan.change(light=lightness(n))


MOVES: dict[bytes, Any] = {
    b"q": lambda scan, n: scan.kept.append(scan.ink),
    b"Q": lambda scan, n: scan.restore(),
    b"cm": _set_matrix,
    b"re": lambda scan, n: scan.box(n),
    b"g": _colour, b"rg": _colour, b"k": _colour, b"sc": _colour, b"scn": _colour,
    b"Tr": lambda scan, n: scan.change(mode=int(n[0])),
    b"Tf": lambda scan, n: scan.change(size=n[1]),
    b"BT": lambda scan, n: scan.begin(),
    b"Tm": lambda scan, n: scan.place_text(n),
    b"Td": lambda scan, n: scan.move(n[0], n[1]),
    b"TD": _shift_and_lead,
    b"TL": lambda scan, n: scan.lead(n[0]),
    b"T*": lambda scan, n: scan.move(0, -scan.leading),
}  # fmt: skip


def visible_operations(operations: list[Any], width: float, height: float) -> tuple[list[Any], int, int]:
    """The operations without unseen words; how many showings were kept and how many dropped."""
    scan = Scan(width=width, height=height)
    kept, shown, dropped = [], 0, 0
    for operands, operator in operations:
        seen = scan.step(list(operands), operator)
        if seen:
            kept.append((operands, operator))
            shown += operator in SHOWS
        else:
            dropped += 1
    return kept, shown, dropped
