"""A small simulated term: the full one is `python -m bench.simulated_year`."""

from pathlib import Path

from assistant.safety.levels import Level
from bench import simulated_life
from bench.simulated_year import simulate


def test_in_a_hard_term_every_imminent_flag_is_answered_or_walked_to_the_end(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(simulated_life, "PER_PAIR_AND_YEAR", {Level.S4: 12.0, Level.S3: 6.0, Level.S2: 6.0})

    found = simulate(pairs=10, days=14, seed=5, folder=tmp_path)

    assert found["imminent"] >= 3
    assert found["neither"] == 0
    assert found["sent_again_without_one"] == 0
    assert found["still_waiting"] == 0
    assert found["audit_chain_holds"]
