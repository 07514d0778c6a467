"""Make a question stand alone: what it leans on is taken from the question before it."""

import re
from dataclasses import replace

from assistant.answering.answer import Answer
from assistant.answering.desk import Desk
from assistant.answering.kinds import EMPTY_WORDS, kinds_of
from assistant.answering.turn import Turn
from retrieval.words import content_words, words_of

OPENS = re.compile(
    r"^\W*(and|also|or|but|what about|how about|what if|then|no|nope|not|i meant|i mean|sorry|actually|same for|ok(ay)? (and|but|so))\b"
)
LEANS = re.compile(
    r"\b(it|its|they|them|their|theirs|there|that|this|those|these|he|she|him|her|one|ones|the same|the other)\b"
)
OTHER_CAMPUS = re.compile(r"\b(the )?other (campus|one|location|branch|place|site)\b")
CORRECTS = re.compile(r"^\W*(no|nope|not that|i meant|i mean|sorry|actually)\b")


def make_it_stand_alone(turn: Turn, desk: Desk) -> Turn | Answer:
    """Go on with a question that carries its topic: a model's admitted words, else our own."""
    if turn.stands_alone:
        return replace(turn, question=turn.stands_alone, follows=True)
    campuses = desk.retriever.campuses(turn.audiences)
    topic = ""
    for earlier in turn.previous:
        topic = joined(topic, earlier, campuses)
    question = joined(topic, turn.text, campuses)
    return replace(turn, question=question, follows=question != turn.text)


def joined(topic: str, text: str, campuses: tuple[str, ...]) -> str:
    """`text` as it is when it stands alone, else with what it lacks from `topic`."""
    lowered = text.lower().replace("’", "'")
    if not topic or not leans(lowered, campuses):
        return text
    if OTHER_CAMPUS.search(lowered):
        return switched(topic, other_than(topic, campuses), campuses)
    named = campus_named(lowered, campuses)
    new = own_words(lowered, campuses)
    if named and not new:
        return switched(topic, named, campuses)
    kept = topic
    if kinds_of(OPENS.sub("", lowered)):
        kept = " ".join(
            word for word in words_of(topic) if word not in EMPTY_WORDS
        )  # it asks something new of the topic
    if named:
        kept = without_campus(kept, campuses)
    return f"{kept.rstrip('?!. ')} {OPENS.sub('', text.lower() if OPENS.match(lowered) else text).strip(' ,')}".strip()


def leans(lowered: str, campuses: tuple[str, ...]) -> bool:
    """Whether a question lacks its topic: it opens as a continuation, points back, or names no thing at all."""
    own = own_words(lowered, campuses)
    if OPENS.match(lowered) and len(own) <= 4:
        return True
    if not own:
        return True
    return bool(LEANS.search(lowered)) and len(own) <= 3 and len(words_of(lowered)) <= 12


def own_words(lowered: str, campuses: tuple[str, ...]) -> list[str]:
    """The words that name a thing."""
    places = {word for campus in campuses for word in words_of(campus)}
    return [word for word in content_words(lowered) if word not in EMPTY_WORDS and word not in places]


def campus_named(text: str, campuses: tuple[str, ...]) -> str:
    """The campus a text names, or ''; of several none."""
    said = set(words_of(text))
    named = [campus for campus in campuses if set(words_of(campus)) - {"campus"} <= said]
    return named[0] if len(named) == 1 else ""


def other_than(topic: str, campuses: tuple[str, ...]) -> str:
    """The one other campus where there are two; '' otherwise."""
    here = campus_named(topic, campuses)
    others = [campus for campus in campuses if campus != here]
    return others[0] if here and len(others) == 1 else ""


def switched(topic: str, campus: str, campuses: tuple[str, ...]) -> str:
    """The topic asked again for another campus; the one it named goes, or both would be asked for."""
    if not campus:
        return topic
    kept = re.sub(
        r"\s+(at|in|on|from|for)( the)?( campus)?$", "", without_campus(topic.rstrip("?!. "), campuses).strip()
    )
    return f"{kept} at {campus}"


def without_campus(text: str, campuses: tuple[str, ...]) -> str:
    """A text without the campuses it names."""
    places = {word for campus in campuses for word in words_of(campus)}
    return " ".join(word for word in text.split() if not set(words_of(word)) & places) or text
