"""Struggles, wins, what was not reached, and what was told as done or not done."""

import re
from collections.abc import Iterator

from assistant.preparing.extraction.finding import FindingKind
from assistant.preparing.extraction.statements import Statement

STRUGGLE = re.compile(
    r"\b(?:struggl\w*|strugg?\b|stuck|confus\w*|hard time|(?:having |has |had |still )?(?:trouble|difficult(?:y|"
    r"ies))|"
    r"(?:doesn'?t|does not|didn'?t|don'?t|do not|still not|not) (?:really |quite |fully )?(?:get(?:ting)?|"
    r"understand(?:ing)?|follow(?:ing)?|grasp(?:ing)?|"
    r"see how|see why|remember how|know how|sure how)|not (?:yet )?(?:getting|clicking|solid|clear|comfortable|"
    r"confident)|"
    r"lost (?:on|in|with|when|during)|(?:is|was|got|gets|feels?) lost|(?:is|feels?|felt|was) (?:behind|shaky|"
    r"rusty|overloaded|unsure)|"
    r"shaky|rusty|weak (?:on|in|with|at)|mix(?:es|ing|ed)? up|mix(?:es|ing)? .{1,30} up|(?:can'?t|cannot|"
    r"could not|couldn'?t|unable to) (?:seem to |figure|solve|"
    r"tell|set up|do|explain|remember|start|finish|focus|keep)|needs? (?:more )?(?:help|work|practice|support|"
    r"review)(?: (?:on|with|in))|"
    r"needs? to (?:understand|work on)|(?:fall(?:ing|s|en)?|fell|running|getting) behind|behind (?:on|in|with)|"
    r"bombed|blank(?:s|ed|ing)? (?:on|out)|"
    r"freez(?:es|ing)|froze|gap (?:in|with)|gaps (?:in|with)|misconception|forgets? (?:how|to|the|which)|"
    r"loses? (?:track|points|the thread)|"
    r"tripp(?:ed|ing) up|trips? (?:up )?(?:on|over)|hung up on|runs? out of time|ran out of time on|put(?:s|"
    r"ting)? off|procrastinat\w*|avoid(?:s|ing|ed)? (?:the|starting)|"
    r"overwhelm\w*|no idea (?:how|what|where)|clueless|frustrat\w*|hates? (?:the |doing )?\w+ problems|"
    r"guess(?:es|ing) (?:on|at|instead)|"
    r"not sure (?:how|what|when|which|why|where)|still (?:fuzzy|unclear|hazy|a mess|hard|tricky|iffy|"
    r"makes? mistakes?|misses)|fuzzy (?:on|about)|iffy (?:on|about)|"
    r"keeps? (?:getting|missing|making|mixing|forgetting|losing|skipping|dropping|confusing|messing|putting)|"
    r"messes up|messing up|hits? a wall|over (?:her|his|their) head|"
    r"(?:is|are|was|were|'s|found|finds) (?:\w+ )?(?:really |very |too |so |super |kinda |still )?(?:hard|tough|"
    r"difficult|tricky|challenging|confusing)\b|doesn'?t click|didn'?t click|hasn'?t clicked)",
    re.IGNORECASE,
)
NOT_STRUGGLE = re.compile(
    r"\b(?:no (?:longer|more) (?:struggl|stuck|confus)|no trouble|not (?:struggling|stuck|confused|lost|behind)|"
    r"isn'?t (?:struggling|stuck|confused|behind)|"
    r"without (?:trouble|difficulty)|no (?:difficulty|struggle|problems)|used to (?:struggle|be)|not (?:too |"
    r"so |that |as )?(?:hard|tough|difficult)|"
    r"stuck (?:to|with) (?:her|his|their|the|it)\b|stuck around|overcame|got (?:un)?stuck .* but (?:solved|"
    r"fixed)|unstuck)",
    re.IGNORECASE,
)
WIN = re.compile(
    r"\b(?:finish(?:ed|es) (?:the|her|his|their|all|both|a|ch|hw|every|\d)|nailed|aced|crushed|got (?:it|"
    r"the hang|through|unstuck|all|every)|finally (?:gets?|got|understands?|clicked|"
    r"solved|finished|did|turned|made)|clicked\b|it clicked|improv(?:ed|ing|ement)|proud|(?:great|good|big|huge|"
    r"solid|real|nice|small|steady|lots of) (?:progress|win|improvement|job|work|week)|"
    r"well done|turned (?:it |everything |(?:her|his|their|the) \w+(?: \w+)? )?in (?:on time|early)|"
    r"on time\b.*\bfirst|for the first time|first time (?:she|he|they)|caught up|went (?:really |very )?well|"
    r"solved (?:it|all|the|every|\d|\w+ problems|most)|breakthrough|much better|(?:is|are|feels?|feeling|felt|"
    r"was|doing) (?:more |a lot more |much more |way more )?(?:confident|better|prepared)|more confident|"
    r"without (?:help|prompting|any help|notes|looking)|on (?:her|his|their) own|by (?:herself|himself|themself|"
    r"themselves)|explained .* (?:back|clearly|well|perfectly|to me)|made it to|"
    r"kept (?:up|to|her|his|the|a streak)|streak|stuck (?:to|with) (?:her|his|their|the)|every day (?:this|"
    r"last) week|passed\b|completed\b|win\b|yay|success(?:fully)?|"
    r"no longer (?:struggl|stuck|confus)|overcame|comfortable with (?!not)|strong (?:grasp|draft|start|on)|"
    r"gets it now|understands? (?:it|this|\w+) now|"
    r"(?:raised|spoke up|asked) .*(?:hand|question|in class)|joined (?:a|the)|ahead (?:on|of|in|with)|mastered|"
    r"figured (?:it |this )?out|(?:did|doing) (?:great|well|awesome|amazing)|submitted .*(?:early|on time))",
    re.IGNORECASE,
)
NOT_WIN = re.compile(
    r"\b(?:not|n't|never|hardly|barely|isn'?t|wasn'?t|yet to|need(?:s)? to|will|going to|wants? to|hopes? to|"
    r"trying to|if|'ll|plans? to|must|should|would)\s+"
    r"(?:\w+\s+){0,3}?(?:finish|got|get|clicked|improv|proud|solv|made|pass|complet|confident|better|well|done|"
    r"catch|caught|win|submit|join|master|comfortable|kept)\w*",
    re.IGNORECASE,
)
CARRY = re.compile(
    r"\b(?:did ?n[o']?t (?:get to|reach|have time|cover|finish going|make it to)|(?:ran|"
    r"running) out of time (?:for|before)|no time (?:for|to)|not reached|"
    r"(?:push(?:ed)?|carr(?:y|ied)|moved?|bump(?:ed)?|roll(?:ed)?) (?:\w+ ){0,4}?(?:over\b|to next (?:time|week|"
    r"session))|left (?:\w+ ){0,4}?for next (?:time|week|session)|"
    r"pick (?:this |it )?up (?:\w+ ){0,3}?next (?:time|week|session)|save (?:\w+ ){0,4}?for next (?:time|week|"
    r"session)|skipped the .*(?:part|section|block)|"
    r"still (?:to cover|need to cover|have to cover)|table(?:d)? (?:\w+ ){0,3}?(?:for|until) next)",
    re.IGNORECASE,
)
CARRY_HEADS = frozenset(
    {"carry over", "carry-over", "carryover", "not reached", "didn't get to", "did not get to", "didnt get to"}
)
NOT_KEPT = re.compile(
    r"\b(?:didn'?t|did not|didnt|forgot|hasn'?t|has not|hasnt|haven'?t|have not|not yet|still (?:has(?:n'?t|"
    r" not| to)|needs? to|not|hasn'?t|haven'?t|owes?)|"
    r"never (?:did|sent|went|got|emailed)|no progress|not done|not started|skipped|no[- ]show|missed|incomplete|"
    r"wasn'?t able|couldn'?t|didn'?t happen|slipped)\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"\b(?:did|done|finished|completed|emailed|e-mailed|sent|went|visited|met|talked|spoke|submitted|turned in|"
    r"handed in|brought|signed up|"
    r"registered|booked|made|wrote|read|called|texted|attended|got|kept|started|made it|printed|shared|checked|"
    r"practiced|practised|filled|joined|"
    r"set up|outlined|drafted|reviewed|found|applied|picked up|took|asked|worked|solved|redid|scheduled|"
    r"uploaded|posted|tried|used|bought|returned|watched)\b",
    re.IGNORECASE,
)


def find_signs(statement: Statement, is_commitment: bool) -> Iterator[FindingKind]:
    """The signs in one statement, a commitment being neither struggle nor win."""
    text = statement.text
    carried = CARRY.search(text) is not None or statement.heading in CARRY_HEADS
    if carried:
        yield FindingKind.CARRY_OVER
    if is_commitment or text.endswith("?"):
        return
    if _struggles(statement) and not carried:
        yield FindingKind.STRUGGLE
    elif _wins(statement):
        yield FindingKind.WIN
    if NOT_KEPT.search(text) and not carried:
        yield FindingKind.NOT_KEPT
    elif statement.checked or KEPT.search(text):
        yield FindingKind.KEPT


def _struggles(statement: Statement) -> bool:
    if NOT_STRUGGLE.search(statement.text):
        return False
    return STRUGGLE.search(statement.text) is not None or statement.heading in {"struggles", "struggle"}


def _wins(statement: Statement) -> bool:
    if NOT_WIN.search(statement.text):
        return False
    return WIN.search(statement.text) is not None or statement.heading in {"win", "wins", "solved"}
