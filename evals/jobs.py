"""The jobs a case can ask for: what each takes (the input records of formats.md) and what can be expected of it."""

from dataclasses import dataclass

SLICES = ("kind", "category", "language", "dialect", "style", "persona", "structure", "campus", "register", "role",
          "recipient", "data_class", "carrier", "attack", "group", "speaker", "level")  # fmt: skip
EVERY_JOB = frozenset({"must_keep", "must_not_reveal", "must_not_say", "in_order", "words_at_most"})
LEVELS = frozenset({"level", "level_at_least", "level_at_most", "category", "concerns", "not_flagged"})


@dataclass(frozen=True, kw_only=True)
class Job:
    """One kind of question put to the product. `needs` holds alternatives: one key of each must be given."""

    name: str
    about: str
    needs: tuple[tuple[str, ...], ...]
    takes: frozenset[str]
    expects: frozenset[str]

    @property
    def expectations(self) -> frozenset[str]:
        """Everything a case of this job may expect."""
        return self.expects | EVERY_JOB


def job(name: str, about: str, needs: str, takes: str, expects: frozenset[str]) -> Job:
    """A row of the table: `needs` and `takes` are words, `a|b` means either."""
    required = tuple(tuple(word.split("|")) for word in needs.split())
    every = frozenset(takes.split()) | {key for either in required for key in either}
    return Job(name=name, about=about, needs=required, takes=every, expects=expects)


JOBS: dict[str, Job] = {
    row.name: row
    for row in (
        job("ask", "a question is answered from the library", "text", "previous as library today",
            LEVELS | {"status", "cites", "cites_all", "cites_none", "handed_to"}),
        job("screen", "words are heard", "text|turns", "speaker minor",
            LEVELS | {"lane", "subject", "time", "first_turn", "language", "asks"}),
        job("prep", "a brief and an agenda are drafted", "scenario", "library",
            LEVELS | {"sums_to", "minutes", "sourced", "sources_any", "sources_all", "sources_none", "first_lines",
                      "brief_words_at_most", "yours_left_blank", "agenda_must_not_reveal", "brief_must_keep",
                      "agenda_must_keep", "cards_must_keep"}),
        job("extract", "what a sentence of a note holds", "text said", "next_session term_end mentor mentees courses",
            frozenset({"finds", "whose", "due"})),
        job("check", "a text is checked against the output rules", "output", "context",
            frozenset({"output_ok", "violates"})),
        job("model", "what a language model wrote is judged before anyone reads it", "sources output|script|fails",
            "text kind labels worry judge", LEVELS | {"status", "output_ok", "violates"}),
        job("reveal", "what one person would be shown", "people stored request", "",
            frozenset({"status", "sources_any", "sources_none", "same_without"})),
        job("access", "may this person do this to that", "viewer action", "thing relation role object",
            frozenset({"permitted"})),
        job("text", "a text of ours is read as a tired reader would", "text|reply|file|template", "kind",
            frozenset({"grade_at_most", "clear_links", "safe_wording", "says_who", "output_ok", "sentence_at_most"})),
    )
}  # fmt: skip

SHORT = {"question": "text", "message": "text"}  # what people write instead
