"""Commands on a database of their own, and the table that a city hands in, for the tests of the command line."""

import sqlite3
from contextlib import closing

SEA, Q1 = "330900", "2021Q1"
HEADS = "地区代码,地区,时点,指标,数值,说明"
LINES = [
    f"330902,定海区,2021Q1,{name},{number}," for name, number in (("村（社区）红十字会", 10), ("村（社区）应建数", 100))
]


def states(file):
    with closing(sqlite3.connect(file)) as opened:
        return [row[0] for row in opened.execute("SELECT state FROM submission ORDER BY id")]


def by(statement):
    def change(saved):
        with closing(sqlite3.connect(saved, isolation_level=None)) as opened:
            opened.execute(statement)

    return change
