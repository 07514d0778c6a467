"""What may leave: an allow-listed view, class by class, with tokens for people and labels for contacts (3.4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from access.classing import ClassingTable, class_text
from access.flows import Circumstance, DataClass, FlowTable, Form, Labels, Recipient, may_flow
from assistant.writing.admission import ORDERS
from assistant.writing.exact import CONTACT
from assistant.writing.masking import Masker
from knowledge.model_table import MAY_LEAVE

SWITCHED_ON = frozenset({Circumstance.MODEL_ENABLED})


@dataclass(frozen=True, kw_only=True)
class Customs:
    """Decides what leaves for one program. `known`: lower-case names that are no third persons here."""

    flows: FlowTable
    classing: ClassingTable
    masker: Masker
    now: datetime
    known: frozenset[str] = frozenset()
    enabled: bool = False  # the program switched this feature on
    classes: frozenset[DataClass] = MAY_LEAVE  # what models.yaml lets leave for this feature

    def lets_out(self, text: str, data_class: DataClass) -> bool:
        """Whether every sentence, in every class it falls under, may flow to a model.

        Classed as if it were shared (D1): as D2, the class a mentee's chat has, a sensitive sentence counts as no
        tighter than chat, and health or a third person would leave with it.
        """
        classed = class_text(text, DataClass.D1, self.classing, known=self.known)
        found = {each for one in classed for each in one.classes if each is not DataClass.D1} | {data_class}
        return bool(classed) and all(self._may_leave(each) for each in found)

    def _may_leave(self, data_class: DataClass) -> bool:
        if data_class not in MAY_LEAVE & self.classes or not self.enabled:
            return False
        labels = Labels(said_by="", data_class=data_class)
        return may_flow(labels, Recipient.MODEL, self.flows, self.now, SWITCHED_ON).form >= Form.TOKENS


@dataclass
class Wrapping:
    """People and contacts taken out of several texts with the same tokens throughout, and put back afterwards."""

    masker: Masker
    tokens: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)

    def wrap(self, text: str, *, people: bool = True) -> str:
        """The text as it may leave. Library text keeps its names of offices; its contacts become labels."""
        text = CONTACT.sub(lambda match: self._label(match.group()), text)
        if not people:
            return text
        masked = self.masker.mask(text)
        for token, surface in masked.tokens.items():
            if self.tokens.setdefault(token, surface) != surface:
                return self._renamed(masked.text, masked.tokens)
        return masked.text

    def unwrap(self, text: str) -> str:
        """Labels and tokens put back; a label nobody gave out stays as it is, and was refused before."""
        for label, contact in self.contacts.items():
            text = text.replace(label, contact)
        for token, surface in self.tokens.items():
            text = text.replace(token, surface)
        return text

    def _label(self, contact: str) -> str:
        trailing = re.search(r"[.,;:!?)]*$", contact)
        ending = trailing.group() if trailing else ""
        bare = contact[: len(contact) - len(ending)] if ending else contact
        for label, known in self.contacts.items():
            if known == bare:
                return label + ending
        label = f"{{contact_{len(self.contacts) + 1}}}"
        self.contacts[label] = bare
        return label + ending

    def _renamed(self, text: str, tokens: dict[str, str]) -> str:
        for token, surface in tokens.items():
            free = token
            while self.tokens.get(free, surface) != surface:
                free = free[:-1] + "_B]" if not free.endswith("_B]") else free[:-3] + "_C]"
            self.tokens[free] = surface
            text = text.replace(token, free)
        return text


def without_orders(units: Sequence[str]) -> list[str]:
    """Library sentences that do not speak to a machine; one that does is left out of what is sent."""
    return [unit for unit in units if ORDERS.search(unit) is None]
