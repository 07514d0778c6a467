"""Intervals as drawn lines: a dot where the rate is, a bar over the 95 % interval, a mark where the limit stands."""

from evals.report.pieces import element, text
from evals.summary import Plain

WIDTH, HEIGHT, EDGE = 220, 18, 4


def place(share: float) -> float:
    """Where a share of 0 to 1 stands, in units of the drawing."""
    return round(EDGE + share * (WIDTH - 2 * EDGE), 1)


def interval(rate: Plain, limit: float | None = None) -> str:
    """One rate as inline SVG with its numbers as its spoken name; a dash where nothing was measured."""
    if not rate.get("n"):
        return "&ndash;"
    spoken = f"{rate['rate']:.1%}, 95 % interval {rate['low']:.1%} to {rate['high']:.1%}, {rate['n']} cases"
    if limit is not None:
        spoken += f", limit {limit:.1%}"
    middle = HEIGHT / 2
    marks = [
        f'<line class="axis" x1="{EDGE}" y1="{middle}" x2="{WIDTH - EDGE}" y2="{middle}"/>',
        f'<rect class="span" x="{place(rate["low"])}" y="{middle - 3}" '
        f'width="{max(1.0, round(place(rate["high"]) - place(rate["low"]), 1))}" height="6"/>',
        f'<circle class="dot" cx="{place(rate["rate"])}" cy="{middle}" r="3.5"/>',
    ]
    if limit is not None:
        at = place(limit)
        marks.append(f'<line class="limit" x1="{at}" y1="1" x2="{at}" y2="{HEIGHT - 1}"/>')
    drawing = (
        f'<svg role="img" aria-label="{text(spoken)}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    )
    return drawing + "".join(marks) + "</svg>" + element("span", f" {rate['rate']:.1%} of {rate['n']}", class_="num")
