"""The log on both kinds of database: whoever tampers with it is found, and the first broken entry is named."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine, delete, insert, select, update

from data_access.audit import AuditProblem, Head, entries, head, record, verify, verify_new
from data_access.engine import DatabaseProblem, read_only
from data_access.schema import AuditHeadRow, AuditRow, DocumentRow
from domain.roles import Account, Act, Role

WHO = Account("张三", Role.PROVINCE_EDITOR)
NOTHING = "0" * 64
TEXTS = ("at", "account", "role", "act", "object", "detail", "previous", "hash")


@pytest.fixture
def log(filled):
    """An engine whose log has five entries, about 1 to 5."""
    write(filled, delete(AuditRow), delete(AuditHeadRow), insert(AuditHeadRow).values(id=1, count=0, hash=NOTHING))
    for n in range(1, 6):
        add(filled, n)
    return filled


def write(engine, *statements):
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def add(engine, n):
    with engine.begin() as connection:
        record(connection, WHO, Act.PUBLISH, f"版次 {n}", {"原因": f"第{n}次", "数": n})


def rows(engine):
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(AuditRow.__table__).order_by("number")).mappings()]


def put(engine, changed):
    """The log's rows as somebody else would have them; the head as it was."""
    write(engine, delete(AuditRow), *(insert(AuditRow).values(row) for row in changed))


def digest(row):
    """The definition, written a second time."""
    content = {name: row[name] for name in ("account", "act", "at", "detail", "number", "object", "role")}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256((row["previous"] + text).encode()).hexdigest()


def rehashed(changed):
    """What someone makes who knows how the chain is made."""
    done, previous = [], NOTHING
    for number, row in enumerate(changed, 1):
        row = row | {"number": number, "previous": previous}
        done.append(row | {"hash": digest(row)})
        previous = done[-1]["hash"]
    return done


def test_a_new_log_is_empty_and_whole(log):
    write(log, delete(AuditRow), update(AuditHeadRow).values(count=0, hash=NOTHING))
    assert (entries(log, 10), verify(log), head(log)) == ([], "", Head(0, NOTHING))


def test_a_log_of_five_is_whole(log):
    assert verify(log) == ""
    assert head(log) == Head(5, rows(log)[-1]["hash"])


def test_entries_say_who_did_what_the_newest_first(log):
    found = entries(log, 2)
    assert [entry.number for entry in found] == [5, 4]
    newest = found[0]
    assert (newest.account, newest.role, newest.act, newest.object) == ("张三", "PROVINCE_EDITOR", "PUBLISH", "版次 5")
    assert newest.detail == {"原因": "第5次", "数": 5}


def test_the_hash_is_that_of_the_entry_before_and_of_all_columns(log):
    first, second = rows(log)[:2]
    assert first["previous"] == NOTHING
    assert first["detail"] == '{"原因":"第1次","数":1}'
    assert (first["hash"], second["previous"], second["hash"]) == (digest(first), first["hash"], digest(second))


def test_an_entry_goes_where_its_change_goes(log):
    with pytest.raises(InterruptedError), log.begin() as connection:
        record(connection, WHO, Act.PUBLISH, "版次 6", {})
        raise InterruptedError
    assert (len(rows(log)), head(log).count, verify(log)) == (5, 5, "")


@pytest.mark.parametrize("detail", [{"a": object()}, {"a": float("nan")}])
def test_what_is_no_json_is_not_recorded(log, detail):
    with pytest.raises((TypeError, ValueError)), log.begin() as connection:
        record(connection, WHO, Act.PUBLISH, "版次 6", detail)
    assert (len(rows(log)), verify(log)) == (5, "")


@pytest.mark.parametrize("column", TEXTS)
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_column_is_found(log, column, number):
    write(log, update(AuditRow).where(AuditRow.number == number).values({column: "x"}))
    assert verify(log) == f"第{number}条操作记录被改动过。"


def test_every_column_of_the_log_is_tampered_with():
    assert set(AuditRow.__table__.columns.keys()) == {"number", *TEXTS}


@pytest.mark.parametrize("column", [name for name in TEXTS if name not in ("previous", "hash")])
def test_a_change_with_a_hash_to_fit_is_found_at_the_next_entry(log, column):
    changed = rows(log)
    changed[1] |= {column: "x"}
    changed[1]["hash"] = digest(changed[1])
    put(log, changed)
    assert verify(log).startswith("第3条操作记录与前一条接不上")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda r: r[1:], "第1条操作记录不见了"),
        (lambda r: r[:2] + r[3:], "第3条操作记录不见了"),
        (lambda r: r[:4], "第5条操作记录不见了"),
        (lambda r: r[:1], "第2条操作记录不见了"),
        (lambda r: [], "第1条操作记录不见了"),
        (lambda r: [r[4] | {"number": 0}, *r], "第1条操作记录不见了，在那里的是第0条"),
        (lambda r: [*r, r[4] | {"number": 9}], "第6条操作记录不见了，在那里的是第9条"),
        (lambda r: [*r, r[4] | {"number": 6}], "第6条操作记录被改动过"),
        (lambda r: rehashed([*r, r[4]]), "第6条操作记录是另外加进去的"),
        (lambda r: [r[0], r[1] | {"number": 3}, r[2] | {"number": 2}, *r[3:]], "第2条操作记录被改动过"),
        (lambda r: rehashed([r[0], r[2], r[1]])[:3] + r[3:], "第4条操作记录与前一条接不上"),
        (lambda r: rehashed([r[1], r[0], *r[2:]]), "第5条操作记录与记录头不符"),
    ],
    ids="first middle last tail all before gap inserted appended moved swapped rewritten".split(),
)
def test_removed_inserted_and_moved_entries_are_found(log, made, words):
    put(log, made(rows(log)))
    assert verify(log).startswith(words)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"count": 4}, "第5条操作记录是另外加进去的"),
        ({"count": 7}, "第6条操作记录不见了：记录头记着7条，只有5条。"),
        ({"count": -1}, "操作记录的记录头被改动过。"),
        ({"hash": NOTHING}, "第5条操作记录与记录头不符。"),
    ],
)
def test_a_changed_head_is_found(log, columns, words):
    write(log, update(AuditHeadRow).values(columns))
    assert verify(log).startswith(words)


def test_a_head_kept_outside_finds_what_the_database_cannot(log):
    known = head(log)
    forged = rehashed([*rows(log)[:3], *rows(log)[4:]])
    put(log, forged)
    write(log, update(AuditHeadRow).values(count=4, hash=forged[-1]["hash"]))
    assert verify(log) == ""
    assert verify(log, known) == "第5条操作记录不见了：另存的记录头记着5条，只有4条。"
    add(log, 5)
    assert verify(log, known).startswith("第5条或更早的操作记录与另存的记录头不符")


def test_a_log_that_only_grew_still_holds_the_head_kept_outside(log):
    known = head(log)
    add(log, 6)
    assert verify(log, known) == ""


def test_without_a_head_nothing_can_be_changed(log):
    write(log, delete(AuditHeadRow))
    assert verify(log) == "操作记录的记录头不见了，无法核对。"
    with pytest.raises(AuditProblem, match="备份"), log.begin() as connection:
        record(connection, WHO, Act.PUBLISH, "版次 6", {})
    with pytest.raises(AuditProblem, match="备份"):
        head(log)
    assert len(rows(log)) == 5


def test_what_was_tampered_with_is_still_shown(log):
    write(log, update(AuditRow).where(AuditRow.number == 5).values(detail="{"))
    assert [entry.detail for entry in entries(log, 2)] == [{"": "{"}, {"原因": "第4次", "数": 4}]


def test_entries_of_several_writers_follow_one_another(log):
    together = Barrier(4)

    def writer(_):
        together.wait(timeout=30)
        for n in range(5):
            add(log, n)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(writer, range(4)))
    assert verify(log) == ""
    assert [row["number"] for row in rows(log)] == list(range(1, 26))


@pytest.fixture
def looked_at(log):
    """The log as a process has found it whole that keeps running; another engine is another process."""
    engine = create_engine(log.url)
    assert verify_new(engine) == ""
    yield engine
    engine.dispose()


def test_a_view_looks_at_what_is_new_and_the_command_at_everything(log, looked_at):
    write(log, update(AuditRow).where(AuditRow.number == 2).values(account="x"))
    add(log, 6)
    assert verify_new(looked_at) == ""  # the sixth follows the fifth, as the fifth was
    assert verify(log) == "第2条操作记录被改动过。"
    unseen = create_engine(log.url)
    assert verify_new(unseen) == "第2条操作记录被改动过。"
    unseen.dispose()


@pytest.mark.parametrize(
    ("tampered", "words"),
    [
        (update(AuditRow).where(AuditRow.number == 7).values(object="x"), "第7条操作记录被改动过。"),
        (delete(AuditRow).where(AuditRow.number == 6), "第6条操作记录不见了，在那里的是第7条。"),
        (delete(AuditRow).where(AuditRow.number == 7), "第7条操作记录不见了：记录头记着7条，只有6条。"),
        (update(AuditHeadRow).values(count=6), "第7条操作记录是另外加进去的：记录头只记着6条。"),
        (update(AuditHeadRow).values(hash=NOTHING), "第7条操作记录与记录头不符。"),
        (delete(AuditHeadRow), "操作记录的记录头不见了，无法核对。"),
    ],
)
def test_the_next_view_finds_what_was_done_to_a_new_entry_and_goes_on_finding_it(log, looked_at, tampered, words):
    add(log, 6)
    add(log, 7)
    write(log, tampered)
    assert [verify_new(looked_at), verify_new(looked_at), verify(log)] == [words] * 3


def test_a_view_finds_a_past_that_was_rewritten_where_it_meets_the_new(log, looked_at):
    forged = rehashed([rows(log)[0] | {"account": "x"}, *rows(log)[1:]])
    put(log, forged)
    write(log, update(AuditHeadRow).values(hash=forged[-1]["hash"]))
    assert verify(log) == ""
    assert verify_new(looked_at) == "第5条操作记录与记录头不符。"
    add(log, 6)
    assert verify_new(looked_at).startswith("第6条操作记录与前一条接不上")


def test_a_view_finds_that_the_log_is_shorter_than_it_was(log, looked_at):
    write(
        log,
        delete(AuditRow).where(AuditRow.number > 3),
        update(AuditHeadRow).values(count=3, hash=rows(log)[2]["hash"]),
    )
    assert verify(log) == ""
    assert verify_new(looked_at) == "第4条操作记录不见了：刚才还有5条，记录头只记着3条。"


WRITES = [
    insert(DocumentRow).values(role="x", name="x", text="x", stored="x"),
    update(AuditRow).values(account="x"),
    delete(AuditRow),
]


@pytest.mark.parametrize("statement", WRITES, ids="insert update delete".split())
def test_a_reading_connection_cannot_write(log, statement):
    with pytest.raises(DatabaseProblem, match="只能读"), read_only(log) as connection:
        connection.execute(statement)
    assert (len(rows(log)), verify(log)) == (5, "")


def test_a_reading_connection_cannot_write_in_its_second_transaction_either(log):
    with pytest.raises(DatabaseProblem, match="只能读"), read_only(log) as connection:
        connection.execute(select(AuditHeadRow.count))
        connection.commit()
        connection.execute(WRITES[0])


def test_connections_write_again_after_one_has_only_read(log):
    with read_only(log) as connection:
        assert connection.scalar(select(AuditHeadRow.count)) == 5
    with log.connect() as one, log.connect() as other:  # both that the pool has
        for connection in (one, other):
            connection.execute(WRITES[0])
            connection.rollback()
    add(log, 6)
    assert head(log).count == 6
