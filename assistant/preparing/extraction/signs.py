"""Struggles, wins, what was not reached, and what was told as done or not done."""

import re
from collections.abc import Iterator

from assistant.preparing.extraction.finding import FindingKind
from assistant.preparing.extraction.judging import DENIES, NONE_WRONG, is_struggle, is_win, stands
from assistant.preparing.extraction.spelled_out import spelled_out
from assistant.preparing.extraction.statements import Statement

STRUGGLE = re.compile(
    r"\b(?:(?<!own )(?:errors?|mistakes?) (?:in|on|with)\b|\w+ (?:is|are) (?:\w+ ){0,2}?(?:rough|scary|rocky)|"
    r"not(?= yet\W*$|\W*$)|(?<=[=:] )(?:hard|tough|tricky|confusing|rough|brutal)|struggl\w*|strugg?\b|"
    r"stuck|confus\w*|hard time|(?:having |has |had |still )?(?:trouble|difficult(?:y|"
    r"ies))|"
    r"(?:doesn'?t|does not|didn'?t|don'?t|do not|still not|not) (?:really |quite |fully )?(?:get(?:ting)?|"
    r"understand(?:ing)?|follow(?:ing)?|grasp(?:ing)?|"
    r"see how|see why|remember how|know how|sure how)|(?:not|isn'?t|aren'?t|wasn'?t) (?:yet |really |quite )?"
    r"(?:getting|clicking|solid|clear|comfortable|"
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
    r"not sure (?:how|what|when|which|why|where)|unsure (?:about|of|how|what|when|which)|trips? (?:her|him|"
    r"them) up|needs? (?:help|support|practice) \w+ing|"
    r"(?:isn'?t|not|wasn'?t|aren'?t) (?:landing|sinking in|sticking|making sense|there yet|ready)|(?:spends?|"
    r"takes?|spent|took) (?:way )?too (?:long|much time)|never (?:finishes|finished|gets to)|"
    r"(?:a|an|the) (?:real |big |huge |main )?(?:challenge|problem area|sticking point|weak spot|obstacle)\b|"
    r"hasn'?t (?:figured|understood|grasped|started|mastered|gotten|clicked)|haven'?t (?:figured|understood|"
    r"grasped|mastered)|"
    r"miss(?:es|ed|ing) (?:steps|points|units|details|deadlines)|too (?:fast|slow|many|advanced) for|"
    r"makes? (?:careless|the same|sign|lots of) (?:mistakes|errors)|slow (?:at|with|on)|"
    r"(?:goes|went) over (?:her|his|their) head|doesn'?t make sense|makes no sense|doesn'?t see (?:how|why|"
    r"the point)|(?:bad|poor|low) (?:at|with|on)|not (?:good|great|strong) (?:at|with|on|in)|can'?t get (?:the|"
    r"past|her|his)|"
    r"distract\w*|wing(?:s|ing) it|over-?(?:committed|extended|booked|loaded|scheduled)|nothing (?:sticks|works|"
    r"makes sense|helps)|disorgani[sz]ed|unprepared|last minute|(?:throws?|threw) (?:her|him|them) off|re-?teach\w*|"
    r"re-?explain\w*|(?:had|needed) to (?:go|went) (?:back )?over .* again|"
    r"(?:is|are|was|were|'s|being|still) (?:still )?(?:a |an |her |his |their )?(?:\w+ )?(?:problem|issue|"
    r"barrier|hurdle|bottleneck|pain point|concern|roadblock|worry)s?\b|"
    r"(?:main|biggest|big|key|only|current|recurring) (?:issue|problem|hurdle|barrier|worry|concern|struggle|"
    r"obstacle|difficulty)|(?:problems?|issues?) with\b|panics?\b|second[- ]guess\w*|"
    r"(?:still )?(?:doesn'?t|don'?t|didn'?t) (?:stick|work|transfer|connect|recogni[sz]e|see|recall|remember|"
    r"know|show|start|finish|plan|have a (?:plan|system))|misread\w*|misunder\w*|misappl\w*|misus\w*|"
    r"(?:hasn'?t|has not|haven'?t) (?:even )?(?:started|begun|opened|touched|looked at|read|done)|(?:rush|"
    r"skip)(?:es|ing|ped) (?:the|through|over|steps|readings?|her|his)|leaves? (?:it|things|everything|out|off)|"
    r"(?:tests?|quizz?es|exams?|essays?) (?:are|is) (?:rough|brutal|killing)|(?:rough|brutal) (?:on|with|"
    r"week with)|(?:isn'?t|not|never) (?:certain|confident|comfortable|able)|unable|unclear|"
    r"(?:drop|los)(?:s|es|ing|ped) (?:signs|negatives|points|units|focus|marks)|zon(?:es|ing) out|stall(?:s|ed|"
    r"ing)? (?:on|at|when)|can'?t (?:\w+ ){0,2}(?:from|between|without|apart|through|past)|still (?:fuzzy|"
    r"unclear|hazy|a mess|hard|tricky|iffy|"
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
    r"\b(?:finish(?:ed|es) (?:the|her|his|their|all|both|a|ch|hw|every|\d)|nailed|in (?:great|good|"
    r"excellent) shape|(?:corrected|caught|fixed|spotted|found) (?:her|his|their) (?:own )?(?:mistakes?|"
    r"errors?)|(?:walked|talked) me through|aced|crushed|got (?:it|"
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
    r"(?:she|he|they|\w+) (?:understood|gets|gets it|got it) (?:it|\w+)? ?(?:right away|now|quickly|easily|"
    r"well)|finally (?:understood|understands|able|finished|grasped)|"
    r"(?:done|finished|in|submitted|completed) early|(?:doing|did|does|done|is|was|gotten|getting) (?:so |way |"
    r"much |a lot |really |far )?better|(?:handled|managed|worked|studied|prepared|presented|wrote|explained|"
    r"participated|communicated)\b.{0,40}\b(?:really |very |so )?(?:well|clearly|perfectly|beautifully|"
    r"confidently|on time)\b|"
    r"(?:daily|all week|every (?:day|night|morning|class|session)) ?(?:this week|last week)?$|(?:clear|"
    r"correct) and (?:clear|correct)|able to (?:\w+ ){1,6}(?:alone|by|without|now|on)|solid (?:draft|start|work|"
    r"grasp)|"
    r"(?:scored|did|went|goes|going|performed|feels?|looks?|reads?) (?:\w+ )?(?:higher|better|smoothly|great|"
    r"well|good)|(?:set up|started|organi[sz]ed|made|built|created|wrote|found) (?:her|his|their) own|"
    r"(?:met|hit|reached|beat|exceeded|achieved) (?:her|his|their|the|both|all|every) |(?:showed|came|arrived|"
    r"shows|comes) (?:up )?(?:prepared|ready|on time|early|with (?:questions|notes|a plan|everything))|"
    r"(?:can|could) (?:now )?(?:do|solve|explain|set up|tell|write|read|handle|find|work) .*\b(?:now|w/o|"
    r"without|alone|on (?:her|his|their) own|by (?:her|him|them)sel\w+)|(?:big|huge|first|major|nice|"
    r"good) (?:step|milestone|moment)|celebrat\w*|"
    r"(?:got|gets|had|answered|did) (?:every|all|each|most|both|\d+ (?:of|out of) \d+)\b.{0,40}\b(?:right|"
    r"correct|done)|reached out (?:to|on)|(?:is|are) (?:paying off|working|helping)|(?:paid|paying) off|"
    r"(?:strong|excellent|fantastic|awesome|amazing|wonderful) |no (?:help|hints) needed|picked (?:it|"
    r"this) up (?:fast|quickly|right away)|impress\w*|(?:led|taught|tutored|helped) (?:the|her|his|another|"
    r"a) (?:group|classmate|discussion|other)|"
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
    r"\b(?:never (?:got|made it) to|did ?n[o']?t make it (?:to|through|past)|leav(?:e|es|"
    r"ing) (?:\w+ ){1,5}?for next|(?:only )?(?:got|made it) (?:\w+ )?(?:halfway|half way|partway|part way|"
    r"half)|out of time (?:before|b4|for)|sav(?:ed|ing) (?:\w+ ){1,5}?for next|"
    r"skipped (?:goal|the (?:goal|teach)|teach|check-?in|review)|(?:postponed|deferred|held off on|parked|"
    r"delayed|rescheduled) (?:the |our )?\w+|unfinished|(?:not|didn'?t) (?:finished|finish|"
    r"complete) (?:the )?(?:agenda|worksheet|review|set|practice|plan)|"
    r"(?:resume|continue|finish|start|do) (?:\w+ ){1,5}?(?:first )?next (?:time|week|session) instead|"
    r"did ?n[o']?t (?:get to|reach|have time|cover|finish going|make it to)|(?:ran|"
    r"running) out of time (?:for|before)|no time (?:for|to)|not reached|"
    r"(?:push(?:ed)?|carr(?:y|ied)|moved?|bump(?:ed)?|roll(?:ed)?) (?:\w+ ){0,4}?(?:over\b|to next (?:time|week|"
    r"session))|left (?:\w+ ){0,4}?for next (?:time|week|session)|"
    r"pick (?:this |it )?up (?:\w+ ){0,3}?next (?:time|week|session)|save (?:\w+ ){0,4}?for next (?:time|week|"
    r"session)|skipped the .*(?:part|section|block)|"
    r"still (?:to cover|need to cover|have to cover)|table(?:d)? (?:\w+ ){0,3}?(?:for|until) next)",
    re.IGNORECASE,
)
CUT_SHORT = re.compile(
    r"\b(?:only|just) (?:got|made it|reached|covered|did|finished|went)\b|\bgot as far as\b|\bleft off (?:at|on"
    r"|with|before)\b|"
    r"\bnever got (?:a)?round to\b|\b(?:had|has|have) to (?:wait|skip|leave)\b|\b(?:pick"
    r"|picking) up (?:from )?there\b|"
    r"\b(?:didn't|did not) touch\b|\bskipped the \w+(?: \w+)?(?:,|$| because| for)|\bno time left\b"
    r"|\bmove[ds]? (?:it |this )?to (?:next|\d)",
    re.IGNORECASE,
)
CARRY_HEADS = frozenset(
    {"carry over", "carry-over", "carryover", "not reached", "didn't get to", "did not get to", "didnt get to"}
)
NOT_KEPT = re.compile(
    r"\b(?:didn'?t|did not|didnt|forgot|hasn'?t|has not|hasnt|haven'?t|have not|not yet|still (?:has(?:n'?t|"
    r" not| to)|needs? to|not|hasn'?t|haven'?t|owes?)|"
    r"never (?:did|sent|went|got|emailed)|no progress|not done|not started|skipped|no[- ]show|missed|incomplete|"
    r"wasn'?t able|couldn'?t|didn'?t happen|slipped|had not|hadn'?t|did not end up)\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"\b(?:did|done|finished|completed|emailed|e-mailed|sent|went|visited|met|talked|spoke|submitted|turned in|"
    r"handed in|brought|signed up|"
    r"registered|booked|made|wrote|read|called|texted|attended|got|kept|gave|handed|showed|told|started|made it|"
    r"printed|shared|checked|"
    r"practiced|practised|filled|joined|"
    r"set up|outlined|drafted|reviewed|found|applied|picked up|took|asked|worked|solved|redid|scheduled|"
    r"uploaded|posted|tried|used|bought|returned|watched)\b",
    re.IGNORECASE,
)


def find_signs(statement: Statement, is_commitment: bool) -> Iterator[FindingKind]:
    """The signs in one statement, a commitment being neither struggle nor win."""
    text = spelled_out(statement.text).text
    carried = not_reached(text) or statement.heading in CARRY_HEADS
    if carried:
        yield FindingKind.CARRY_OVER
    if is_commitment or text.endswith("?") or text.lower().startswith("if "):
        return
    if _struggles(text, statement.heading) and not carried:
        yield FindingKind.STRUGGLE
    elif _wins(text, statement.heading):
        yield FindingKind.WIN
    if NOT_KEPT.search(text) and not carried:
        yield FindingKind.NOT_KEPT
    elif statement.checked or KEPT.search(text):
        yield FindingKind.KEPT


def not_reached(text: str) -> bool:
    """Whether a spelled-out statement tells of something planned for a session and not reached."""
    return CARRY.search(text) is not None or CUT_SHORT.search(text) is not None


def _struggles(text: str, heading: str) -> bool:
    if NOT_STRUGGLE.search(text) or NONE_WRONG.search(text):
        return False
    return STRUGGLE.search(text) is not None or is_struggle(text) or heading in {"struggles", "struggle"}


def _wins(text: str, heading: str) -> bool:
    if is_win(text):
        return True
    if NOT_WIN.search(text) or not stands(text, WIN, DENIES):
        return heading in {"win", "wins", "solved"} and NOT_WIN.search(text) is None
    return True
