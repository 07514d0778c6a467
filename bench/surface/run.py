"""`python -m bench.surface.run`: non-interference over the whole surface, each secret by itself, and by the clock.

Takes half an hour on two idle cores. `--seeds 3` does it on three generated campuses, `--rounds 0` leaves timing out.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from assistant.wiring import build_services
from bench.surface.campus import generated
from bench.surface.compare import compare, compare_tellings
from bench.surface.secrets import SECRETS
from bench.surface.timing import Timed, timed
from core.settings import Settings, default_data_dir

CHANCE = 0.01  # over all pages timed (Bonferroni): below it, the clock tells


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=1)
    asked.add_argument("--rounds", type=int, default=40)
    options = asked.parse_args()
    leaks = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data_dir=folder / "built", model_dir=default_data_dir() / "model")
        settings.data_dir.mkdir()
        built = build_services(settings)
        for seed in range(1, options.seeds + 1):
            campus = generated(built, folder / f"campus{seed}", seed)
            for number, secret in enumerate(SECRETS):
                place = folder / f"{seed}-{number}"
                found = [compare(campus, [secret], place)]
                if secret.minimum:
                    found.append(compare_tellings(campus, secret, place / "tellings"))
                for one in found:
                    print(f"{one.secret}: {one.compared} answers compared, {len(one.differences)} differ", flush=True)
                    leaks += len(one.differences)
                    for each in one.differences[:10]:
                        print(f"   {each}")
            if options.rounds:
                leaks += say(timed(campus, folder / f"timing{seed}", options.rounds))
            campus.close()
    return 1 if leaks else 0


def say(found: list[Timed]) -> int:
    """Print what the clock could tell; returns how many pages give something away."""
    told = [one for one in found if one.p < CHANCE / len(found)]
    worst = max(found, key=lambda one: abs(one.difference))
    print(f"{len(found)} pages timed in pairs; {len(told)} differ by more than chance (p < {CHANCE}, corrected)")
    print(
        f"largest median difference {worst.difference:+.2f} ms of {worst.without:.1f} ms ({worst.person} {worst.page})"
    )
    for one in told:
        print(
            f"   {one.secret} | {one.person} {one.page}: {one.difference:+.2f} ms of {one.without:.1f} ms, p {one.p:.1e}"
        )
    return len(told)


if __name__ == "__main__":
    sys.exit(main())
