"""Times as people say them, exact on hover, with the zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

SOON = timedelta(hours=18)


def say_time(at: datetime, now: datetime, zone: ZoneInfo | None = None) -> Markup:
    """`Thursday 2:30 pm, in 20 minutes`, as a `<time>` whose title is exact. `zone` defaults to that of `now`."""
    local = at.astimezone(zone or now.tzinfo)
    words = f"{day_words(local.date(), now.date())} {clock_words(local)}"
    if abs(at - now) < SOON:
        words += f", {distance_words(at - now)}"
    exact = f"{local:%A} {local:%B} {local.day}, {local.year}, {clock_words(local)} {local:%Z}"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(local.isoformat(timespec="minutes"), exact, words)


def say_date(day: date, now: datetime) -> Markup:
    """`Thursday`, `Thursday, December 3` or `December 3, 2027`, as a `<time>`."""
    exact = f"{day:%A}, {day:%B} {day.day}, {day.year}"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(day.isoformat(), exact, day_words(day, now.date()))


def day_words(day: date, today: date) -> str:
    """The shortest words for a day that cannot be mistaken for another."""
    away = (day - today).days
    near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}
    if away in near:
        return near[away]
    if 1 < away < 7:
        return f"{day:%A}"
    if abs(away) < 180:
        return f"{day:%A}, {day:%B} {day.day}"
    return f"{day:%B} {day.day}, {day.year}"


def clock_words(at: datetime) -> str:
    """`2:30 pm`, `noon` and `midnight` as numbers too: they are clearer so."""
    hour = at.hour % 12 or 12
    return f"{hour}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"


def distance_words(away: timedelta) -> str:
    """`in 20 minutes`, `3 hours ago`, `now`."""
    minutes = round(abs(away.total_seconds()) / 60)
    if minutes == 0:
        return "now"
    count, unit = (minutes, "minute") if minutes < 100 else (round(minutes / 60), "hour")
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if away.total_seconds() > 0 else f"{words} ago"
