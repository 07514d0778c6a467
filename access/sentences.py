"""Where sentences and clauses begin and end, in the untidy way people write."""

import re

ABBREVIATION = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|approx|dept|ch|pp?|fig|a\.m|p\.m)\.$", re.IGNORECASE
)
INITIAL = re.compile(r"(?:^|[A-Z][\w'’-]*\.?\s)[A-Z]\.$")
"""A name's initial (Jane D. Roe, J. Roe); "raise it to a B." ends its sentence."""
BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=\S)|\s*[\r\n]+\s*")
PRONOUN = r"(?:she|he|they|i|her|his|their|my)"
OPENER = (
    rf"because|since|due to|so that|although|though|but|while|whereas|after|before|which|when|whenever|until|unless"
    rf"|even (?:when|if|though|as)|despite|in spite of|during|following|if|as {PRONOUN}"
    rf"|(?:for|with|from|between|around|through) {PRONOUN}"
    rf"|and (?:{PRONOUN}|is|was|has|had|that)|now that|given that|given {PRONOUN}|on account of|thanks to"
)
CLAUSE = re.compile(rf"\s*(?:[;:()\[\]]|\s[-–—]{{1,2}}\s|—|,)\s*|\s+(?=(?:{OPENER})\b)", re.IGNORECASE)


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into sentences, stripped, none empty. Titles and initials (Dr., J.) end none."""
    found: list[str] = []
    start = 0
    for match in BREAK.finditer(text):
        piece = text[start : match.start()]
        if "\n" not in match.group() and is_abbreviated(piece.rstrip("\"'”’)]")):
            continue
        found.append(piece)
        start = match.end()
    found.append(text[start:])
    return tuple(piece.strip() for piece in found if piece.strip())


def is_abbreviated(piece: str) -> bool:
    """Whether a piece ends in a dot that ends no sentence."""
    return ABBREVIATION.search(piece) is not None or INITIAL.search(piece) is not None


def clauses(sentence: str) -> tuple[tuple[str, str], ...]:
    """Split a sentence into (joint, clause) pairs; joined again in order they are the sentence."""
    found: list[tuple[str, str]] = []
    start, joint = 0, ""
    for match in CLAUSE.finditer(sentence):
        if match.start() < start:
            continue
        found.append((joint, sentence[start : match.start()]))
        joint, start = match.group(), match.end()
    found.append((joint, sentence[start:]))
    return tuple((joint, clause) for joint, clause in found if clause)
