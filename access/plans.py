"""Words by which a line is about work and plans rather than about somebody's life."""

import re

PLAN_WORDS = (
    r"goals?|plans?|planning|wants?|wanted|will|needs?|would like|meet\w*|finish\w*|submit\w*|complet\w*|drafts?",
    r"essays?|exams?|quiz\w*|midterms?|finals?|papers?|labs?|class\w*|courses?|stud(?:y|ies|ying)|practi[cs]\w*|review\w*",
    r"deadlines?|due|chapters?|assignments?|homework|sessions?|regist\w*|tutor\w*|office hours|applications?",
    r"resum\w*|internships?|apply|email|schedul\w*|bring|read\w*|writ\w*|notes?|questions?|reschedul\w*|room|library|zoom",
    r"tomorrow|problem sets?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
)
PLAN = re.compile(rf"\b(?:{'|'.join(PLAN_WORDS)})\b", re.IGNORECASE)
"""A word of study, time or intention."""
PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|me|my|we|our|she|he|her|his|him|they|their|them)\b")
"""A person as subject, in a lower-case text: who has none in a line writes a goal ("Call mom every Sunday")."""
PROGRESS_WORDS = (
    r"underst\w+|learn\w*|improv\w*|progress\w*|confiden\w*|prepared|on track|caught up|stuck|struggl\w*|scor\w+",
    r"grades?|percent|pages?|words|problems?|solv\w+|explain\w*|rais\w+|speak\w*|present\w*|lectures?|professor|prof|advis\w+",
    r"points?|major|credits?|semester|calc\w*|chem\w*|bio\w*|physics|stat\w*|math\w*|history|code|coding|programming|projects?",
    r"habits?|routine|planner|flash cards?|outlin\w+|thesis|sources?|citations?|attend\w*|memori[sz]\w+|modules?",
    r"portfolio|focus\w*|topics?|skills?|method|steps?|timer|calendar|streak|concepts?|proofs?|equations?|algebra|syllabus|slides?",
    r"exercises?|roles?|drills?|study group|[\w-]+ of (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)",
)
PROGRESS = re.compile(rf"\b(?:{'|'.join(PROGRESS_WORDS)})\b", re.IGNORECASE)
"""A word of how the work goes."""
