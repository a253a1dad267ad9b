"""Charts as SVG, written by hand: a picture of a few bars or lines needs no library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH = 760
LEFT, RIGHT, TOP = 270, 90, 64
COLOURS = ("#2f7ed8", "#d9822b", "#3a9d5d", "#a05cc0", "#8a8f98")
STYLE = """<style>
text { font: 14px system-ui, "DejaVu Sans", sans-serif; fill: #24292f }
.title { font-size: 17px; font-weight: 600 } .small { font-size: 12px; fill: #57606a }
.card { fill: #ffffff; stroke: #d0d7de } .grid { stroke: #d0d7de }
@media (prefers-color-scheme: dark) {
 text { fill: #e6edf3 } .small { fill: #9aa4af } .card { fill: #0d1117; stroke: #30363d } .grid { stroke: #30363d }
}
</style>"""


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, more: str = "") -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {more}/>'


def _svg(height: float, title: str, subtitle: str, shapes: Sequence[str]) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img">',
            f"<title>{escape(title)}</title>",
            STYLE,
            f'<rect class="card" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1:.0f}" rx="8"/>',
            _text(20, 30, title, kind="title"),
            _text(20, 50, subtitle, kind="small"),
            *shapes,
            "</svg>\n",
        ]
    )


def bars(
    title: str, subtitle: str, values: Mapping[str, float], *, own: str, mark: float | None = None, unit: str = ""
) -> str:
    """Horizontal bars.

    Args:
        title: What is shown.
        subtitle: How to read it.
        values: Label -> length.
        own: The label of the project's own bar, which has another colour.
        mark: A length to draw a dashed line at, such as a goal or what the others are a ratio to.
        unit: Printed behind each value.
    """
    scale = (WIDTH - LEFT - RIGHT) / max([*values.values(), mark or 0])
    bottom = TOP + 34 * len(values)
    shapes = []
    for index, (label, value) in enumerate(values.items()):
        y = TOP + 34 * index
        colour = COLOURS[0] if label == own else COLOURS[-1]
        shapes += [
            _text(LEFT - 10, y + 21, label, "end"),
            f'<rect x="{LEFT}" y="{y + 6}" width="{value * scale:.1f}" height="22" rx="3" fill="{colour}"/>',
            _text(LEFT + value * scale + 8, y + 21, f"{value:.2f}{unit}"),
        ]
    if mark is not None:
        x = LEFT + mark * scale
        shapes.append(_line(x, TOP, x, bottom, f'stroke-dasharray="4 4" style="stroke: {COLOURS[1]}"'))
    return _svg(bottom + 16, title, subtitle, shapes)


def lines(
    title: str, subtitle: str, series: Mapping[str, Sequence[tuple[float, float]]], *, mark: float | None = None
) -> str:
    """Lines over a common axis that starts at 0, such as requests in a window over seconds.

    Args:
        title: What is shown.
        subtitle: How to read it, and what the axes are.
        series: Label -> points (x, y), by x.
        mark: A height to draw a dashed line at, such as a limit.
    """
    left, height, bottom = 60, 240, TOP + 250
    points = [point for line in series.values() for point in line]
    far, high = max(x for x, _ in points), max([mark or 0, *(y for _, y in points)]) * 1.05
    sx, sy = (WIDTH - left - 30) / far, height / high
    shapes = []
    for part in range(5):
        x, y = far * part / 4, high * part / 4
        shapes += [
            _line(left, bottom - y * sy, WIDTH - 30, bottom - y * sy),
            _text(left - 8, bottom - y * sy + 4, f"{y:.3g}", "end", "small"),
            _text(left + x * sx, bottom + 18, f"{x:.3g}", "middle", "small"),
        ]
    for index, (label, line) in enumerate(series.items()):
        colour = COLOURS[index % len(COLOURS)]
        path = " ".join(f"{left + x * sx:.1f},{bottom - y * sy:.1f}" for x, y in line)
        shapes.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        column, row = index % 3, index // 3
        at = left + column * 230, bottom + 44 + row * 22
        shapes += [
            f'<rect x="{at[0]}" y="{at[1] - 10}" width="12" height="12" fill="{colour}"/>',
            _text(at[0] + 18, at[1], label),
        ]
    if mark is not None:
        y = bottom - mark * sy
        shapes.append(_line(left, y, WIDTH - 30, y, 'stroke-dasharray="4 4" style="stroke: #d9822b"'))
    return _svg(bottom + 44 + 22 * ((len(series) + 2) // 3), title, subtitle, shapes)
