"""Words in a document that speak to a machine. They are never indexed or quoted; structure is the defence, this keeps
oddities off the page (promise 10's sibling: no text in a document may choose what is said).
"""

import re
from collections.abc import Iterable, Iterator

MACHINE = (
    r"(?:an? |the |all |any |every |dear |you )*(?:ai|a\.i\.|artificial intelligence|(?:large )?language models?|"
    r"llms?|chat ?bots?|"
    r"gpt\S*|copilot|ai models?|ai systems?|(?:ai |virtual |digital )?assistants?(?! (?:director|dean|professor|"
    r"coach|manager|principal|"
    r"coordinator|registrar|instructor|to|program)))"
)
VERB = (
    r"(?:must|should|shall|will|may|can|repl(?:y|ies)|answers?|say|respond|ignore|output|tell|recommend|add|write|"
    r"include|append|"
    r"state|claim|pretend|reveal|print|encode|send|stop|do not|don't|never|always|please|you|reading|processing|"
    r"now)"
)
ADDRESSED = re.compile(
    "|".join(
        [
            # the classical order
            r"\b(?:ignore|disregard|forget|override|bypass) (?:all |any |of |the |your |my |these |"
            r"every )*(?:previous|prior|above|earlier|other|"
            r"preceding|existing|system)?\s*(?:instructions?|prompts?|rules|guidelines|directions|context)\b",
            # a machine is named and told something
            rf"\b(?:as|if you are|you are|attention|dear|note to|message to|to|for|instructions? (?:to|for)|"
            rf"notice to) {MACHINE}\b[^.]{{0,60}}\b{VERB}\b",
            rf"(?:^|[.;(\n:]\s*|\bplease )(?:hey |hello |dear |"
            rf"ok )?{MACHINE}(?: reading this(?: \w+)?)?\s*[,:–—-]+\s*\w",
            r"\bthe (?:ai|assistant|chat ?bot|language model|llm)s? (?:must|should|shall|has to|is (?:ordered|"
            r"told|required) to)\b",
            r"\b(?:ai|assistant|chat ?bot|model)\s*[,:]\s*(?:say|tell|reply|respond|ignore|output|please|always|"
            r"add|do not)\b",
            # its rules, its answer
            r"\byour (?:system prompt|programming|training data|safety (?:rules|checks|filters?)|initial (?:rules|"
            r"instructions))\b",
            r"\b(?:exception to|suspend|lift|change|set aside|break|reset|drop) your (?:own )?(?:rules|"
            r"instructions|guidelines|restrictions|polic(?:y|ies))\b",
            r"\bin(?:to)? your (?:next |final |every )?(?:answers?|reply|replies|responses?|outputs?|summar(?:y|"
            r"ies))\b(?! (?:book|sheet|folder))",
            r"\b(?:end|start|begin|finish) (?:of )?(?:your|every|each|the next) (?:next )?(?:answer|reply|"
            r"response|output|summary)\b",
            r"\bsystem (?:prompt|notice|message|override)\b|\bnew instructions?:|\byou are now\b|\b(?:developer|"
            r"debug|jailbreak|dan) mode\b",
            r"(?:^|[.;(:]\s*|\b(?:always|only|must|then|and) )(?:respond|reply|answer)(?: only| exactly)? with\b|"
            r"\brepeat after me\b|\bsigned,? the developers\b",
            r"\b(?:when|if|whenever) (?:you are |you're |being )?(?:asked|answering|summari[sz]ing|responding|"
            r"quoting)\b[^.]{0,60}\b(?:say|tell|reply|respond|"
            r"answer|output|include|recommend|always)\b",
            # what it shall tell people
            r"^\W*(?:please |always |you must |kindly )*(?:tell|inform|convince|assure) (?:every|all|any|"
            r"each)(?: \w+)? (?:users?|students?|visitors?|readers?|askers?)\b",
            r"\bdo not (?:tell|show|reveal|disclose|mention)\b[^.]{0,30}\b(?:to )?the (?:user|asker|human)\b",
            r"<\|?/?(?:system|im_start|im_end|inst|user|assistant)\|?>|\[/?inst\]|#{2,} ?(?:instruction|system)",
        ]
    ),
    re.IGNORECASE | re.MULTILINE,
)


def speaks_to_a_machine(text: str) -> bool:
    """Whether words are addressed to software that reads along."""
    return bool(ADDRESSED.search(text))


def before_the_order(sentences: Iterable[str]) -> Iterator[str]:
    """The sentences of a paragraph up to the first that speaks to a machine: what follows it belongs to it."""
    for sentence in sentences:
        if speaks_to_a_machine(sentence):
            return
        yield sentence
