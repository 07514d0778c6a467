"""The calendar words people write, and the plain arithmetic on days behind them."""

import calendar
from datetime import date, timedelta

WEEKDAYS = {
    "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "tu": 1, "wednesday": 2, "weds": 2, "wed": 2,
    "wednsday": 2, "wensday": 2, "thursday": 3, "thurs": 3, "thur": 3, "thu": 3, "thrs": 3, "thurday": 3,
    "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6, "tuesdy": 1, "firday": 4,
}  # fmt: skip
MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6,
    "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10,
    "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12, "novemeber": 11, "decmber": 12, "febuary": 2,
    "setpember": 9, "ocotber": 10,
}  # fmt: skip
# Short forms that are also everyday words count only where a date is plainly meant.
EVERYDAY = frozenset({"sat", "sun", "mar", "may", "march", "mon", "wed", "tu", "jan", "june", "april"})
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "couple": 2, "a couple": 2, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "2": 2,
}  # fmt: skip
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


def number(words: str) -> int | None:
    """A count in digits or words, or None."""
    words = " ".join(words.lower().split())
    return int(words) if words.isdigit() else NUMBERS.get(words)


def coming(day: date, weekday: int) -> date:
    """The next such weekday strictly after `day`: a note of Friday that says "Friday" means a week on."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def latest(day: date, weekday: int) -> date:
    """The last such weekday before `day`."""
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def this_week(day: date, weekday: int) -> date:
    """That weekday of the calendar week of `day` (Monday first), or the coming one if it has passed."""
    found = day + timedelta(days=weekday - day.weekday())
    return found if found >= day else found + timedelta(days=7)


def next_week(day: date, weekday: int) -> date:
    """That weekday of the calendar week after the one of `day`."""
    return day + timedelta(days=weekday - day.weekday() + 7)


def month_end(day: date, months_on: int = 0) -> date:
    """The last day of the month of `day`, or of a later month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months_on, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def safe_date(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(said: date, month: int, day: int) -> date | None:
    """A month and day without a year: this year's, or the one nearest ahead when this year's is long past."""
    found = safe_date(said.year, month, day)
    if found is None:
        return safe_date(said.year + 1, month, day)
    if (said - found).days > 120:
        return safe_date(said.year + 1, month, day)
    if (found - said).days > 270:
        return safe_date(said.year - 1, month, day)
    return found


def day_of_month(said: date, day: int) -> date | None:
    """ "the 14th": the first such day on or after the day it was said."""
    for months_on in range(3):
        first = month_end(said, months_on).replace(day=1)
        found = safe_date(first.year, first.month, day)
        if found is not None and found >= said:
            return found
    return None
