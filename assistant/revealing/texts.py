"""The fixed lines of a revelation. Each is the same whatever is stored: a line that varied would be a leak."""

NOT_YOURS = (
    "I can only show what is yours to see. About anybody else I cannot say anything, not even whether they are here."
)
NOTHING_SHARED = "There is nothing here that is shared with you."
OUTSIDER = (
    "I cannot say anything about students or about who takes part. "
    "For questions about the program itself, write to the program office."
)
ADMINISTRATOR = "Administrators keep the system running. What people say is not shown to them."
SAFETY_SLOT = "Anything urgent is followed up by the program's own staff, not here."
FLAG_SLOT = "A flag is open for {name}. Stay available, do not ask about it; the program is handling it."
FLAG_STATUS = "A flag about you is with the program's staff; the coordinator on duty was told."
GOALS_SHARED = "{name}: has goals shared with the mentor."
TOO_FEW = "Fewer than {k}: not shown."
EVALUATOR = "Counts only, over at least {k} people; no names and no text."
