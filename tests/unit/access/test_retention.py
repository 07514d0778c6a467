"""What a sweep erases, by policy."""

from datetime import UTC, datetime, timedelta

import pytest

from access.flows import DataClass
from access.retention import Keep, Kept, RetentionTable, Since, expiry, sweep
from knowledge.retention_table import load_retention_table

TABLE = load_retention_table()
SAID = datetime(2026, 9, 1, tzinfo=UTC)


def test_private_chat_is_gone_after_thirty_days() -> None:
    chat = Kept(id="s1", data_class=DataClass.D2, events={Since.SAID: SAID})

    assert sweep([chat], TABLE, SAID + timedelta(days=29, hours=23)).erase == ()
    assert sweep([chat], TABLE, SAID + timedelta(days=30)).erase == ("s1",)


def test_a_clock_starts_only_with_its_event() -> None:
    assert expiry(DataClass.D10, {Since.SAID: SAID}, TABLE) is None
    assert expiry(DataClass.D10, {Since.FLAG_CLOSED: SAID}, TABLE) == SAID + timedelta(days=1825)


def test_a_hold_stops_the_sweep_and_is_counted() -> None:
    held = Kept(id="s1", data_class=DataClass.D2, events={Since.SAID: SAID}, held=True)
    free = Kept(id="s2", data_class=DataClass.D2, events={Since.SAID: SAID})

    found = sweep([held, free], TABLE, SAID + timedelta(days=400))

    assert found.erase == ("s2",)
    assert found.counts == {DataClass.D2: 1}
    assert found.held == 1


def test_a_class_without_a_term_is_refused() -> None:
    keep = {c: Keep(days=1, since=Since.SAID) for c in DataClass if c is not DataClass.D6}

    with pytest.raises(ValueError, match="D6"):
        RetentionTable(version="1", keep=keep)
