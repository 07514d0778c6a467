"""The table of flows, read from `policies/flows.yaml`: dated data that a campus can review, checked for holes."""

from pathlib import Path
from typing import Any

from access.flows import Circumstance, DataClass, FlowTable, Form, Norm, Recipient, Verdict
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy


def load_flow_table(folder: Path = POLICIES) -> FlowTable:
    """Read `folder/flows.yaml`.

    Raises InvalidInputError naming the cell that is missing, unknown or unreadable.
    """
    policy = read_policy("flows", folder)
    norms: dict[tuple[DataClass, Recipient], Norm] = {}
    for name, row in policy.body["norms"].items():
        for recipient, cell in row.items():
            try:
                norms[DataClass(name), Recipient(recipient)] = read_norm(cell)
            except (KeyError, ValueError, TypeError, AttributeError):
                raise InvalidInputError(f"flows.yaml: {name} to {recipient} cannot be read.") from None
    try:
        return FlowTable(version=policy.version, norms=norms, smallest_group=policy.body["smallest_group"])
    except ValueError as error:
        raise InvalidInputError(f"flows.yaml: {error}.") from None


def read_norm(cell: dict[str, Any]) -> Norm:
    """One cell of the table; raises ValueError or KeyError for a word that is none of ours."""
    return Norm(
        verdict=Verdict(cell["verdict"]),
        when=frozenset(Circumstance(word) for word in cell.get("when", [])),
        otherwise=Verdict(cell.get("otherwise", Verdict.NEVER)),
        form=Form[cell["form"].upper()] if "form" in cell else None,
        cites=tuple(cell.get("cites", [])),
    )
