"""Suite: a named set of cases, what it is for, and the gate it has to pass."""

from dataclasses import dataclass
from pathlib import Path

SUITES = Path(__file__).resolve().parent / "suites"
GATES = Path(__file__).resolve().parent / "gates"


@dataclass(frozen=True, kw_only=True)
class Suite:
    """One suite. `job` is what its cases ask for unless they say otherwise; `about` is for a reader without code."""

    name: str
    job: str
    about: str
    question: str  # what an evaluator wants to know, in one line
    needs_model: bool = False
    borrows: tuple[str, ...] = ()  # suites a spread of whose cases is run here as well

    @property
    def folder(self) -> Path:
        """Where its cases are."""
        return SUITES / self.name

    @property
    def gate(self) -> Path:
        """The limits it is held to."""
        return GATES / f"{self.name}.yaml"


ALL: dict[str, Suite] = {
    suite.name: suite
    for suite in (
        Suite(name="smoke", job="ask", question="Does each of the four jobs work at all?",
              about="A handful of cases of every job: the first thing to run after an installation or an upgrade."),
        Suite(name="escalation", job="screen", question="Does it hear what worries, and only that?",
              about="Messages and conversations in many voices, with the level and category a trained person gives."),
        Suite(name="confidentiality", job="reveal", question="Does it keep confidences?",
              about="Stored sentences with a secret among them, and what each person would be shown."),
        Suite(name="access", job="access", question="Does everyone see and do only what is theirs?",
              about="People in their roles and relations, things, and what may be done to them."),
        Suite(name="resources", job="ask", question="Does it tell the truth, with its source, or say it does not know?",
              about="Questions students ask, the document and fact that answer them, and questions nobody can answer."),
        Suite(name="prep", job="prep", question="Is a session prepared usefully and exactly?",
              about="Messy weeks before a session: what must be in the brief, what must not, and the minutes."),
        Suite(name="output_rules", job="check", question="Is a harmful or false sentence stopped before it is read?",
              about="Sentences that must be stopped, beside near ones that must pass."),
        Suite(name="injection", job="ask", question="Can a text give orders?",
              about="Instructions planted in documents, notes, questions and requests. No text may choose a recipient, "
                    "a level or a scope."),
        Suite(name="accessibility_of_text", job="text", question="Can a tired person read what we say?",
              about="Our own reply texts: reading level, link texts, sentence length, safe wording."),
        Suite(name="model", job="ask", question="Does a language model change anything it must not?", needs_model=True,
              borrows=("prep", "resources", "injection", "confidentiality", "escalation"),
              about="The same promises with a model plugged in, each case several times: all of them must hold."),
    )
}  # fmt: skip
