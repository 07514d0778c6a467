"""Struggle or win, by grammar: what somebody can, knows, feels or gets, and whether the sentence denies it.

`signs.py` knows phrases; this knows kinds of phrase: an ability denied, a verb of failing or of achieving, a state, a
comparison, a score. Texts come spelled out (`spelled_out.py`).
"""

import re

I = re.IGNORECASE  # noqa: E741
BE = (
    r"(?:is|are|was|were|be|been|being|am|'s|'re|'m|feels?|felt|feeling|gets?|got|getting|seems?|seemed|looks?"
    r"|looked|still)"
)
VERY = (
    r"(?:(?:so|too|really|very|super|pretty|still|quite|kinda|kind of|totally|completely|all|just|a bit|bit"
    r"|always|often|again|way) )*"
)
MENTORS = re.compile(r"^\W*(?:i|we)\b(?! think she| think he)", I)

# Denials that are themselves the trouble.
DENIED = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|could not|unable to|(?:not|isn't) able to)\s+"
    r"(?!(?:make it|come|meet|attend|wait|stay|be there|zoom|do (?:mon|tue|wed|thu|fri|sat|sun))\b)[a-z]+"
    r"|\b(?:don't|doesn't|didn't|do not|does not|did not|never|not) (?:\w+ ){0,2}?(?:get|getting|understand\w*"
    r"|follow\w*|grasp\w*|"
    r"see|know|recogni[sz]e|remember|recall|click\w*|stick\w*|land\w*|connect\w*|sink\w*|register\w*|make sense"
    r"|add up|"
    r"trust (?:her|him|them)sel\w+|feel (?:ready|confident|prepared|sure))\b"
    r"|\b(?:hasn't|haven't|has not|have not|isn't|aren't|is not|are not) (?:\w+ )?(?:caught up|opened|started"
    r"|touched|begun|"
    r"looked|studied|turning|handing|submitting|doing|showing|attending|keeping|reading|studying|taking notes"
    r"|writing)\b"
    r"|\bno (?:clue|idea|motivation|confidence|focus|structure|system|strategy|progress|energy|sense of|thesis"
    r"|outline yet)\b"
    r"|\bnothing (?:on the page|written|down on|sticks|makes sense|works|clicks|sinks in|helps|stays)\b"
    r"|\bmeans? (?:nothing|little)\b"
    r"|:\s*(?:nope|no|not yet|not at all|nothing yet)\W*$",
    I,
)
STATES = (
    r"lost|stuck|confused|confusing|shaky|swamped|drowning|buried|stumped|overwhelmed|behind|unsure|nervous"
    r"|intimidated|scared|"
    r"afraid|hesitant|unreadable|messy|a mess|rough|exhausted|wiped|drained|tired|burn(?:ed|t)[ -]out|bummed"
    r"|hopeless|"
    r"unprepared|disorgani[sz]ed|all over the place|rusty|foggy|hazy|fuzzy|wobbly|iffy|off track|discouraged"
    r"|defeated|"
    r"frustrated|impossible|painful|brutal|miserable|clueless|going badly|not going well|(?:the|her|his|their"
    r"|a) (?:weak|sticking|sore|"
    r"trouble) (?:spot|point)|too (?:hard|fast|shy|scared|tired|nervous|vague|wordy|broad|abstract|much)|"
    r"panic|nightmare|a (?:struggle|slog|blur|wall)"
)
STATE = re.compile(
    rf"(?:\b{BE}\s+{VERY}|^{VERY}|[:=,]\s*{VERY}|\bthen {VERY}|\bhave (?:her|him"
    rf"|them) {VERY})(?:{STATES})\b(?! (?:up|out))"
    r"|\btoo (?:shy|scared|tired|nervous|embarrassed|proud|afraid|busy|intimidated|anxious|exhausted) (?:to|for)\b",
    I,
)
FAILING = re.compile(
    r"\b(?:mix(?:es|ed|ing)? (?:\w+ ){0,5}?up|confus(?:es|ed|ing)|forgets?|guess(?:es|ing)|rush(?:es|ed|ing)"
    r"|freez(?:es|ing)|froze|"
    r"blank(?:s|ed|ing)|panic(?:s|ked|king)|giv(?:es|ing) up|gave up|avoid(?:s|ed|ing)|put(?:s"
    r"|ting)? (?:\w+ ){0,4}?off|"
    r"procrastinat\w+|cramm(?:ed|ing)|crams|(?:attention|mind|focus) (?:\w+ )?(?:wander|drift|slip)\w*|drift(?:s"
    r"|ed|ing) off|"
    r"zon(?:es|ed|ing) out|stall(?:s|ed|ing)|over-?(?:think|complicat)\w*|second[- ]guess\w*|misread\w*|"
    r"los(?:es|t|ing) (?:points|marks|focus|track|the thread|steam|motivation|interest|confidence)|"
    r"throws? (?:her|him|them)\b(?! (?:a|the|out)\b)|stump(?:s|ed|ing)|baffl\w+|dread(?:s|ed|ing)|hat(?:es|ed"
    r"|ing)|dodg(?:es|ed|ing)|"
    r"makes? (?:her|his|their) (?:head|brain) \w+|trip(?:s|ped|ping) (?:\w+ )?up|"
    r"tak(?:es?|ing) (?:her |him |them )?(?:\w+ )?(?:forever|ages|hours|all night|way too long)|fail(?:s|ed"
    r"|ing)\b|flunk\w*|bomb(?:ed|s|ing)\b|"
    r"tank(?:ed|s|ing)|slid (?:from|to|back|down)|slipp(?:ed|ing) (?:from|to|back|behind)|dropped (?:from|to|down)|"
    r"(?:fell|falls?|falling|getting|\w+ (?:assignments?|chapters?|weeks?|units?|labs?)) behind|"
    r"miss(?:ed|es|ing) (?:\w+ ){0,2}?(?:class(?:es)?|lectures?|labs?|steps?|deadlines?|points|assignments?"
    r"|quiz(?:zes)?)|"
    r"(?:lectures?|class(?:es)?|labs?|assignments?|deadlines?) (?:missed|missing)|"
    r"needs? (?:\w+ ){0,3}?(?:help|hand[- ]?holding|support|reminding|reminders|prompting|guidance|nudging"
    r"|reteaching)\b|"
    r"strugg?l\w*|flounder\w*|wrestl\w+ with)",
    I,
)
TOLL = re.compile(
    r"\b(?:the night before|(?:at the )?last (?:minute|second)|\d+ times and (?:still|can't|doesn't)|after (?:an"
    r"|two|three|\d+) hours? of|"
    r"feel(?:s|ing)? (?:like )?(?:\w+ )?(?:dumb|stupid|slow|a fraud|an impostor|giving up|out of place)|"
    r"feel(?:s|ing)? like (?:everyone|everybody|nobody)|(?:only|just) (?:\w+ )?(?:sentences?|lines?) (?:done"
    r"|written))\b",
    I,
)
DENIES = re.compile(
    r"\b(?:no|not|never|without|hardly|barely|stopped|quit|less|fewer|no longer|zero|\w+n't"
    r"|used to|didn't even)(?: \w+){0,2}\s+$",
    I,
)

ACHIEVED = re.compile(
    r"\b(?:nail(?:ed|s)|aced|crushed|rocked|passed|finished (?!in\b)|completed|solved|mastered"
    r"|figured (?:\w+ ){0,4}?out|worked (?:\w+ ){0,4}?out|"
    r"got through|made it (?:through|to)|powered through|pulled (?:it|this|that) off|"
    r"wrote (?:the|a|her|his|their) (?:whole|full|entire|complete)|did (?:the|a|every"
    r"|all) (?:of )?(?:the )?(?:whole|full|entire|single|of)?\s*\w+|"
    r"(?:caught|spotted|found|fixed) (?:the|her|his|their|a|my|an?) (?:own )?(?:\w+ )?(?:error|mistake|slip|bug"
    r"|typo)s?|"
    r"(?:explained|taught|showed|walked) (?:\w+ ){0,4}?(?:to )?me\b|taught (?:her|him|the|a|another)|"
    r"(?:won(?!')|landed|earned|beat)|got (?:the|an?|her|his|their) (?:\w+ )?(?:internship|job|scholarship|part"
    r"|spot|offer|interview|grant|position)|"
    r"(?:got|was|been) (?:accepted|admitted|picked|chosen|hired|promoted)|picked (?:a|her|his) (?:major|topic)|"
    r"spoke up|raised (?:her|his|their) hand|showed up (?:with|prepared|early|ready|on time)|came (?:in )?(?:with"
    r"|prepared|early|ready)|"
    r"kept (?:every|all|up)|stuck (?:to|with)|hit (?:her|his|their|every)|reached (?:her|his|their)|(?:got"
    r"|helped) [\w']+ to (?:understand|see|get)|"
    r"in one (?:sitting|go)|first (?:try|time)\b|made it to (?:every|all))",
    I,
)
HANDED_IN_EARLY = re.compile(
    r"\b(?:handed|turned|sent|submitted|finished|done)\b.*\b(?:early|ahead|on time|before (?:the|it))\b"
    r"|\b(?:a|one|two|three|\d+) days? (?:early|ahead)\b|\b(?:went|goes|been going) to (?:office hours|tutoring"
    r"|the \w+ (?:center|lab)) "
    r"(?:all |\w+ )?(?:by|on|alone|twice|without)",
    I,
)
BETTER = re.compile(
    rf"\b(?:(?:so|much|way|a lot|far|lots|even|a bit|bit|noticeably|getting|gotten|got|{BE})\s+)+(?:better|calmer"
    rf"|clearer|sharper|stronger|"
    r"faster|quicker|surer|neater|cleaner|tighter|happier|easier|smoother|"
    r"more (?:confident|sure|relaxed|organi[sz]ed|independent|comfortable|focused|consistent|engaged|careful"
    r"|at ease|secure|motivated|"
    r"prepared))\b|^(?:much|way|far|so much|a lot) (?:\w+er|more \w+)\b|\b(?:far |much |way |a lot )?(?:fewer"
    r"|less) (?:\w+ )?(?:mistakes|errors|slips|nervous|anxious|stressed|"
    r"confused|careless|prompting|help|lost|worried)\b|\b(?:her|his|their|\w+'s) (?:\w+ ){1,3}(?:is|are|looks?"
    r"|reads?|sounds?) (?:\w+ )?"
    r"(?:sharp|solid|strong|clear|great|excellent|spot on|tight|impressive)\b|\bup from (?:an? )?(?:[a-d]\b|\d)|"
    r"\bfrom (?:an? )?[c-f][+-]? to (?:an? )?[ab][+-]?(?!\w)|\b(?:jumped|climbed|rose|went up|moved up) (?:from"
    r"|to|by)\b|"
    r"\bbetter than (?:expected|last|before|she|he|they)|\bhoping for an? ",
    I,
)
NOW_ABLE = re.compile(
    r"\b(?:can|could) (?:now|finally|actually|already) \w+|\b(?:finally|at last) (?:can |is |was )?(?:gets?|got"
    r"|knows?|understands?|understood|sees?|able|"
    r"tells?|did|does|reads?|solves?|solved|writes?|wrote|clicked)\b|\b(?:now|finally) (?:gets|knows|understands"
    r"|sees|solves|tells|can)\b|"
    r"\b(?:gets|understands|knows|sees) (?:\w+ ){1,4}now\W*$|\b(?:all )?by (?:her|him|them)sel(?:f|ves)\b|"
    r"\b(?:on (?:her|his|their) own|unprompted|unaided|independently|no help needed)\b"
    r"|\b(?<!met )(?<!twice )without (?:me|any|my|help|hints?|notes|prompting|looking)\b|"
    r"\b(?:didn't|did not|doesn't|no longer) need(?:s|ed)? (?:me|my|help|any|notes|reminding|the)\b",
    I,
)
NONE_WRONG = re.compile(
    r"\b(?:no|zero|0|not (?:a single|one)) (?:missed|late|missing|absences|errors|mistakes|skipped|careless"
    r"|extensions)\b|"
    r"\bnothing (?:late|missing|overdue)\b|\b(?:hasn't|haven't) missed\b|\bnever late\b|\b(?:all|is|are|got"
    r"|finally) caught up\b",
    I,
)
WORKING = re.compile(
    r"(?:\b(?:is|are)|'s) (?:really |finally )?(?:working|helping|paying off)\b|\bworks? (?:well|great|wonders"
    r"|for (?:her|him|them))\b|"
    r"\bhelp(?:s|ed) (?:a lot|tons|so much|loads)\b|\b(?:paid|pays) off\b|\bdid the trick\b|\bmade (?:a "
    r"|all the )?(?:big |huge )?difference\b|"
    r"\bprais\w+|\bcompliment\w+|\bproud\b|\bbig (?:grin|smile)\b|\bthrilled\b|\blikes it\b|\bkudos\b",
    I,
)
SCORE = re.compile(
    r"\b(?:quiz|test|exam|midterm|final|lab|paper|essay|practical|set)(?: \d{1,2})?(?: (?:back|score"
    r"|grade))?\s*(?:[:=]|was|came back|is)\s*"
    r"(?:an? )?(?P<after>\d{2,3})(?! ?(?:min|pages|q|problems|hours|am|pm|percent of|% of))\b|"
    r"\b(?:got|scored|made|earned|pulled)? ?(?:an? )?(?P<before>\d{2,3})(?: ?%| out of 100)? (?:on|in"
    r"|for) (?:the |her |his |their )?"
    r"(?:\w+ ){0,2}?(?:quiz|test|exam|midterm|final|lab|paper|essay)\b|\b(?:got|scored|earned"
    r"|made) an? (?-i:(?P<mark>[A-F])[+-]?)(?!\w)",
    I,
)
WANTING = re.compile(
    r"(?:\b(?:if|will|would|'ll|'d|going to|wants? to|hopes? to|hoping to|trying to|plans? to"
    r"|needs? to|must|should|yet to|to)|'d|'ll)\s+(?:\w+\s+){0,2}$",
    I,
)
GOOD, POOR = 80, 70  # of 100


def is_struggle(text: str) -> bool:
    """Whether a spelled-out statement tells of something that does not go well for a mentee."""
    if MENTORS.match(text) or NONE_WRONG.search(text):
        return False
    if DENIED.search(text) or TOLL.search(text) or scored(text) < 0:
        return True
    return any(stands(text, pattern, DENIES) for pattern in (STATE, FAILING))


def is_win(text: str) -> bool:
    """Whether a spelled-out statement tells of something that went well for a mentee."""
    if MENTORS.match(text):
        return False
    if NONE_WRONG.search(text) or NOW_ABLE.search(text) or scored(text) > 0:
        return WANTING.search(text[: first(NOW_ABLE, text)]) is None
    return any(
        stands(text, pattern, DENIES) and stands(text, pattern, WANTING)
        for pattern in (ACHIEVED, HANDED_IN_EARLY, BETTER, WORKING)
    )


def first(pattern: re.Pattern[str], text: str) -> int:
    """Where a pattern first stands, or 0."""
    found = pattern.search(text)
    return found.start() if found else 0


def stands(text: str, pattern: re.Pattern[str], unless: re.Pattern[str]) -> bool:
    """Whether a pattern stands anywhere without being denied or only wanted by the words before it."""
    return any(unless.search(text[: found.start()]) is None for found in pattern.finditer(text))


def scored(text: str) -> int:
    """1 for a good score named, -1 for a poor one, else 0."""
    found = SCORE.search(text)
    if found is None:
        return 0
    if found["mark"]:
        return {"A": 1, "B": 1, "D": -1, "F": -1}.get(found["mark"], 0)
    points = int(found["after"] or found["before"])
    return 1 if GOOD <= points <= 100 else -1 if points < POOR else 0
