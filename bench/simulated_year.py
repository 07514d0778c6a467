"""A year of a program of 500 pairs: nights, holidays, absent deputies, workers that die. Who was told, and was it once?

`python -m bench.simulated_year [--pairs 500] [--days 365] [--seed 7]`. Flags are raised, paged, walked, acknowledged and
closed by the product's own use cases on a database in a file; only the hearing is scripted and the clock is moved.
"""

import argparse
import json
import random
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from assistant.safety.levels import Level
from bench.simulated_life import Year
from bench.simulated_program import CHAIN, SYSTEM, build
from storage.flags import Flags
from storage.notices import Notice, Notices


def measure(year: Year) -> dict[str, Any]:
    """What the year shows: each S4 answered or walked to its end, nothing lost, nothing twice."""
    pager = year.world.transports[0]
    first: dict[str, datetime] = {}
    for moment, message in pager.sent:
        first.setdefault(message.dedupe_key, moment)
    ends = [outcome_of(year, first, flag_id, at) for flag_id, level, at in year.raised if level is Level.S4]
    with year.world.database.read() as db:
        waiting = Notices(db, SYSTEM).due()
        check = db.verify_audit()
    paged = sorted(one["minutes"] for one in ends if one["minutes"] is not None)
    return {
        "pairs": year.pairs, "days": year.days, "flags": len(year.raised), "imminent": len(ends),
        "acknowledged": sum(one["end"] == "acknowledged" for one in ends),
        "walked_to_the_end": sum(one["end"] == "walked" for one in ends),
        "neither": sum(one["end"] == "neither" for one in ends),
        "first_page_minutes_p95": round(quantiles(paged, n=20)[-1], 1) if len(paged) > 1 else None,
        "notices_seen": len(first), "sent_on_the_wire": len(pager.sent), "sent_again_after_a_death": len(pager.sent) - len(first),
        "sent_again_without_one": len(pager.sent) - len(first) - pager.died_after_sending,
        "workers_died": pager.deaths, "sending_failed": pager.failures, "still_waiting": waiting,
        "audit_chain_holds": check.ok, "audit_rows": check.count, "seconds": round(year.seconds, 1),
    }  # fmt: skip


def outcome_of(year: Year, first: dict[str, datetime], flag_id: str, at: datetime) -> dict[str, Any]:
    """How one S4 ended: acknowledged after it was raised, or paged to everybody on the chain who may see it."""
    with year.world.database.read() as db:
        flag = Flags(db, SYSTEM).get(flag_id)
        notices = [one for one in Notices(db, SYSTEM).of_flag(flag_id) if one.purpose in ("page", "walk")]
    sent = [first[one.dedupe_key] for one in notices if one.dedupe_key in first and first[one.dedupe_key] >= at]
    # A case that grows within the hour of a page nobody has answered is not paged anew: that page counts.
    minutes = (min(sent) - at).total_seconds() / 60 if sent else None
    if answered(flag.acknowledged_at, flag.closed_at, notices, at):
        return {"end": "acknowledged", "minutes": minutes}
    reached = {one.recipient_id for one in notices if one.dedupe_key in first}
    return {"end": "walked" if reached >= set(CHAIN) else "neither", "minutes": minutes}


def answered(acknowledged: datetime | None, closed: datetime | None, notices: list[Notice], at: datetime) -> bool:
    """Whether somebody acknowledged at or after that moment: what is said after that is paged anew."""
    moments = [acknowledged, closed, *(one.acknowledged_at for one in notices)]
    return any(moment is not None and moment >= at for moment in moments)


def simulate(pairs: int, days: int, seed: int, folder: Path) -> dict[str, Any]:
    """One year, measured."""
    luck = random.Random(seed)
    year = Year(world=build(folder, pairs, luck), luck=luck, pairs=pairs, days=days)
    year.run()
    return measure(year)


def main() -> int:
    """Run it and say what came of it; fails if an S4 ended with neither, or anything was seen twice or lost."""
    options = argparse.ArgumentParser(description=__doc__)
    for name, default in (("--pairs", 500), ("--days", 365), ("--seed", 7)):
        options.add_argument(name, type=int, default=default)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = simulate(chosen.pairs, chosen.days, chosen.seed, Path(folder))
    print(json.dumps(found, indent=1))
    held = not found["neither"] and not found["sent_again_without_one"] and not found["still_waiting"]
    return 0 if held and found["audit_chain_holds"] else 1


if __name__ == "__main__":
    sys.exit(main())
