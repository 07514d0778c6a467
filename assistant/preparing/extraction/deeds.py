"""What can be promised: the verbs of small academic deeds, what only looks like a deed, and a commitment as found."""

from dataclasses import dataclass

from assistant.preparing.extraction.finding import FindingKind
from assistant.preparing.extraction.subjects import Owner

VERBS = (
    "add|aim|answer|apply|arrange|assemble|avoid|ask|attend|attempt|be at|"
    "be there|block|book|break|bring|brainstorm|build|buy|calculate|"
    "call|check|choose|clean|"
    "collect|come|compare|complete|confirm|connect|contact|cook|copy|correct|cover|create|cut|decide|dm|do|"
    "download|draft|draw|drop off|"
    "drop by|drop|edit|email|e-mail|enroll|enrol|explain|fill|figure|file|find|finish|finalize|fix|follow|"
    "forward|gather|get|give|go|"
    "grab|hand|highlight|identify|install|introduce|invite|join|keep|learn|leave|limit|list|log|look|mail|make|"
    "map|mark|meet|memorize|"
    "message|msg|move|note|open|organize|outline|pack|pick|plan|post|practice|practise|prep|prepare|print|"
    "proofread|put|quiz|rank|read|"
    "reach|record|reconnect|redo|reflect|refresh|register|rehearse|remind|renew|reply|request|reschedule|"
    "re-?read|research|resend|reserve|"
    "respond|retake|retry|"
    "return|revisit|recheck|rethink|review|revise|rework|rewatch|re-?write|run|save|scan|schedule|search|see|"
    "send|set|set up|share|show|"
    "sign|sign up|sit|sketch|"
    "skim|solve|sort|speak|spend|split|start|stick|stop by|stop|study|submit|summarize|swap|switch|take|talk|"
    "teach|test|text|time|touch|"
    "track|try|turn|tutor|type|update|upload|use|visit|wake|walk|watch|work|write|zoom|ping|make|cc|rsvp|pay|"
    "transfer|order|pull|swing by|chase|chase up|hunt|dig|dig up|shoot|jot|lead|host|drill|polish|tackle|"
    "line up|rehearse|"
    "look into|"
    "look up|sort out|"
    "figure out|fill out|fill in|chat|mock|attempt|translate|label|color|trace|graph|sum up|"
    "catch up|cut down|pair|phone|ring|quote|cite|verify|assign|request|rest|reward|rate|screen|tidy|unpack|weigh"
)
NOT_A_DEED = (
    r"(?!\s*(?:not|never|n[o']t|probably|likely|maybe|perhaps|prob|have to|need|be(?! (?:at|there|on time|"
    r"in class|ready)\b)|fail|miss\b|"
    r"feel|struggle|see how|know|love|like|want|forget|lose|hate|get (?:better|easier|used)|"
    r"become|remain|seem|depend|think|understand|take (?:a while|time)|cover|count|graduate|pass\b|run out|"
    r"turn \d)\b)"
)


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """A deed somebody is to do, before its date is read."""

    kind: FindingKind
    owner: Owner
    deed: str
