"""How days, shares and names read in a line: short, American order, never ambiguous."""

from datetime import date

from assistant.preparing.scenario import Scenario

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(day: date) -> str:
    """ "Nov 24"."""
    return f"{MONTHS[day.month - 1]} {day.day}"


def week_day(day: date) -> str:
    """ "Tue Nov 24"."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)}"


def from_today(day: date, today: date) -> str:
    """ "today", "tomorrow", or "Fri Nov 27, in 3 days"."""
    days = (day - today).days
    if days == 0:
        return f"today ({short_day(day)})"
    if days == 1:
        return f"tomorrow ({week_day(day)})"
    return f"{week_day(day)}, in {days} days"


def capital(text: str) -> str:
    """First letter large, the rest as it was."""
    return text[:1].upper() + text[1:]


def percent(value: float) -> str:
    """0.25 as "25%"."""
    return f"{round(100 * value)}%"


def number(value: float) -> str:
    """3.5 as "3.5", 4.0 as "4"."""
    return f"{value:.1f}".removesuffix(".0")


def name_of(scenario: Scenario, mentee_id: str) -> str:
    """A mentee's first name (full where two share it), or words for all of them."""
    mentee = scenario.mentee(mentee_id)
    if mentee is None:
        return "The group" if scenario.is_shared else scenario.mentees[0].first_name
    same = [other for other in scenario.mentees if other.first_name == mentee.first_name]
    return mentee.name if len(same) > 1 else mentee.first_name


def clipped(words: str, most: int) -> str:
    """The first `most` words, with an ellipsis where something was cut."""
    parts = words.split()
    return " ".join(parts) if len(parts) <= most else " ".join(parts[:most]) + " …"
