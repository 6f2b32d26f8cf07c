"""Small drawings in the page itself: no script, no network, and they print."""

from markupsafe import Markup, escape

from evals.outcomes import MeasureResult

WIDTH, HEIGHT, MARGIN = 220, 22, 6


def draw_interval(measure: MeasureResult) -> Markup:
    """Draw a figure with its interval, its bar and the figure of the baseline on one line."""
    marks = [measure.estimate.low, measure.estimate.high, measure.estimate.value]
    before = measure.estimate.value - measure.change.value if measure.change else None
    bar = measure.at_least if measure.at_least is not None else measure.at_most
    known = [each for each in (*marks, before, bar) if each is not None]
    low, high = min(0.0, *known), max(1.0 if max(known) <= 1 else max(known) * 1.1, *known)
    x = [round(MARGIN + (each - low) / (high - low or 1) * (WIDTH - 2 * MARGIN), 1) for each in marks]
    middle = HEIGHT / 2
    parts = [
        f'<line x1="{MARGIN}" y1="{middle}" x2="{WIDTH - MARGIN}" y2="{middle}" class="axis"/>',
        f'<line x1="{x[0]}" y1="{middle}" x2="{x[1]}" y2="{middle}" class="range"/>',
        f'<circle cx="{x[2]}" cy="{middle}" r="4" class="{measure.verdict}"/>',
    ]
    for value, kind in ((bar, "bar"), (before, "before")):
        if value is not None:
            place = round(MARGIN + (value - low) / (high - low or 1) * (WIDTH - 2 * MARGIN), 1)
            parts.append(f'<line x1="{place}" y1="3" x2="{place}" y2="{HEIGHT - 3}" class="{kind}"/>')
    told = escape(
        f"{measure.title}: {measure.estimate.value:.3f}, 95 % {measure.estimate.low:.3f} to {measure.estimate.high:.3f}"
    )
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return Markup(f'<svg {size} role="img" aria-label="{told}">{"".join(parts)}</svg>')


def draw_gate(checks: int, failures: int) -> Markup:
    """Draw how many of the checks hold."""
    width = round((WIDTH - 2) * (checks - failures) / checks) if checks else 0
    return Markup(
        f'<svg viewBox="0 0 {WIDTH} 10" width="{WIDTH}" height="10" role="img" aria-label="{checks - failures} of {checks} hold">'
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="8" class="{"lost" if failures else "axisbox"}"/>'
        f'<rect x="1" y="1" width="{width}" height="8" class="held"/></svg>'
    )
