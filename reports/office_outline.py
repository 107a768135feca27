"""Outlines with fewer points, for drawings that are read at one size only."""

from __future__ import annotations

from reports.area_shapes import Ring


def simplified(ring: Ring, tolerance: float) -> Ring:
    """The ring without points that lie closer than ``tolerance`` to the line without them (Douglas and Peucker)."""
    if len(ring) < 5:
        return ring
    far = max(range(len(ring)), key=lambda n: (ring[n][0] - ring[0][0]) ** 2 + (ring[n][1] - ring[0][1]) ** 2)
    points = (*ring, ring[0])
    kept = {0, far}
    spans = [(0, far), (far, len(ring))]
    while spans:
        first, last = spans.pop()
        distance, found = _farthest(points, first, last)
        if distance > tolerance:
            kept.add(found)
            spans += [(first, found), (found, last)]
    return tuple(points[n] for n in sorted(kept))


def _farthest(points: Ring, first: int, last: int) -> tuple[float, int]:
    """Distance and number of the point between two others that lies farthest from the line through them."""
    (ax, ay), (bx, by) = points[first], points[last]
    dx, dy = bx - ax, by - ay
    long = (dx * dx + dy * dy) ** 0.5
    best = (0.0, first)
    for n in range(first + 1, last):
        x, y = points[n][0] - ax, points[n][1] - ay
        away = abs(x * dy - y * dx) / long if long else (x * x + y * y) ** 0.5
        best = max(best, (away, n))
    return best
