"""`make demo-model`: the demo with the fake model behind a loopback endpoint, switched on for the demo program."""

import os

from cli.fake_model import FakeModel


def main(port: str) -> None:
    """Serve the demo against the fake. The administrator switches features on at /model."""
    with FakeModel(seconds=0.5, piece_seconds=0.1) as fake:
        os.environ |= {
            "TRELLIS_MODEL__ON": "true", "TRELLIS_MODEL__AGREEMENT": "none needed: a fake on this machine",
            "TRELLIS_MODEL__WRITER__NAME": "fake", "TRELLIS_MODEL__WRITER__BASE_URL": fake.url,
            "TRELLIS_MODEL__REPHRASER__NAME": "fake", "TRELLIS_MODEL__REPHRASER__BASE_URL": fake.url,
        }  # fmt: skip
        from cli.main import trellis

        trellis(["demo", "--port", port])


if __name__ == "__main__":
    main(os.environ.get("PORT", "8000"))
