"""The scorers, one file each, in the order in which a report lists them."""

from evals.scorers import (
    category,
    cites,
    clear_links,
    commitment,
    false_emergency,
    finds,
    grade,
    handed_to,
    hearing,
    imminent,
    in_order,
    let_through,
    level,
    must_keep,
    must_not_reveal,
    must_not_say,
    not_flagged,
    opened,
    output_ok,
    permitted,
    ran,
    safe_wording,
    same_without,
    says_who,
    silent_on_danger,
    sourced,
    sources,
    status,
    sums_to,
    urgent,
    violates,
    words_at_most,
    yours_left_blank,
)
from evals.scorers.scorer import Scorer

ORDER = (
    ran, must_not_reveal, same_without, opened, let_through, silent_on_danger, false_emergency, sourced, safe_wording,
    imminent, urgent, not_flagged, level, category, hearing, status, cites, handed_to, must_keep, must_not_say,
    in_order, sums_to, words_at_most, sources, yours_left_blank, output_ok, violates, permitted, grade,
    clear_links, says_who, finds, commitment,
)  # fmt: skip
SCORERS: dict[str, Scorer] = {module.SCORER.name: module.SCORER for module in ORDER}
DANGEROUS = frozenset(name for name, scorer in SCORERS.items() if scorer.dangerous)
