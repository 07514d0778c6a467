"""A campus to plant secrets in, built once."""

from collections.abc import Iterator

import pytest

from assistant.wiring import Services
from bench.surface.campus import Campus, generated


@pytest.fixture(scope="session")
def campus(filled: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campus]:
    """The small campus without a secret; each comparison works on copies of it."""
    made = generated(filled, tmp_path_factory.mktemp("campus"))
    yield made
    made.close()
