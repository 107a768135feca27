"""What a reader costs the server: processor time of a filter change, memory."""

from __future__ import annotations

import time
from contextlib import ExitStack
from itertools import cycle

from bench.client import Session
from bench.rows import Row
from bench.servers import Server

# The cities a click in the province map can meet (舟山 lies in the inset).
CITIES = ("330100", "330200", "330300", "330400", "330500", "330600", "330700", "330800", "331000", "331100")
WARM_UP, BLOCKS, IN_BLOCK = 3, 4, 10
READERS = 30
SETTLE_S = 3


def processor(running: dict[str, Server]) -> Row:
    """Blocks of ten reruns by turns: an empty rerun of the stock app; ours with another city picked in the map."""
    cities = cycle(CITIES)
    spent = dict.fromkeys(("stock", "ours"), 0.0)
    with Session(running["stock"].url) as stock, Session(running["ours"].url, "coverage") as ours:
        for _ in range(WARM_UP):
            stock.rerun()
            ours.rerun(next(cities))
        for _ in range(BLOCKS):
            spent["stock"] += _spent(running["stock"], stock, [""] * IN_BLOCK)
            spent["ours"] += _spent(running["ours"], ours, [next(cities) for _ in range(IN_BLOCK)])
    runs = BLOCKS * IN_BLOCK
    note = f"{runs} 次平均；websocket 直连，不经浏览器"
    return Row("服务器 CPU：一次筛选", spent["ours"] / runs, "ms", 0.4, spent["stock"] / runs, note)


def _spent(server: Server, session: Session, picks: list[str]) -> float:
    before = server.cpu_ms()
    for pick in picks:
        session.rerun(pick)
    time.sleep(0.3)  # Streamlit's collection after the last run belongs to it
    return server.cpu_ms() - before


def memory(running: dict[str, Server]) -> Row:
    """Thirty readers of /coverage come and stay, after ten that have already warmed the process."""
    server = running["ours"]
    with ExitStack() as readers:
        for _ in range(10):
            readers.enter_context(Session(server.url, "coverage"))
        before = server.rss_mb()
        for _ in range(READERS):
            readers.enter_context(Session(server.url, "coverage"))
        opened = server.rss_mb()
        time.sleep(SETTLE_S)
        settled = server.rss_mb()
    each = (max(opened, settled) - before) / READERS
    note = f"{READERS} 个会话；RSS {before:.0f} → {opened:.0f} → {SETTLE_S} 秒后 {settled:.0f} MB"
    return Row("每会话内存", each, "MB", 0.5, note=note)
