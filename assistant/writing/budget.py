"""What a person and a program may still ask a model today, and what a term would cost."""

from dataclasses import dataclass

from core.model_settings import ModelRole, ModelSettings

MILLION = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Calls made since midnight (UTC), by the person and by the whole program."""

    person: int = 0
    program: int = 0

    def leaves_room(self, settings: ModelSettings) -> bool:
        """Whether one more is within both budgets."""
        return self.person < settings.calls_a_person and self.program < settings.calls_a_day


def cost_of(role: ModelRole, tokens_in: int, tokens_out: int) -> float:
    """The price of one call, in the currency the prices are in."""
    return (tokens_in * role.price_in + tokens_out * role.price_out) / MILLION


def cost_of_a_term(
    role: ModelRole, tokens_in: int, tokens_out: int, *, people: int, weeks: int, each_week: int
) -> float:
    """If everybody asked so often, with calls of this size."""
    return cost_of(role, tokens_in, tokens_out) * people * weeks * each_week
