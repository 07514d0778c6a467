"""What an installation says about a language model: nothing, unless it says so (safety.md 3.4)."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class ModelRole(BaseModel):
    """One model in one role. `base_url` names an OpenAI-compatible endpoint; "" is the provider's own."""

    model_config = ConfigDict(frozen=True)

    provider: str = "openai"
    name: str
    base_url: str = ""
    api_key: SecretStr = SecretStr("")
    seconds: float = Field(default=8.0, gt=0, le=120, description="The longest one call may take, retries included.")
    most_tokens: int = Field(default=700, ge=16, le=8_000)
    schema_supported: bool = Field(default=True, description="Send the JSON schema; some endpoints refuse it.")
    stream_supported: bool = Field(default=True, description="Ask for the answer in pieces; some endpoints cannot.")
    price_in: float = Field(default=0.0, ge=0, description="Price of a million tokens sent, in your currency.")
    price_out: float = Field(default=0.0, ge=0, description="Price of a million tokens received.")


class ModelSettings(BaseModel):
    """The master switch and one setting a role. Off, and with no role set, nothing is imported or constructed.

    `agreement` names the contract that makes the provider a school official under direct control (F2): without it the
    switch does nothing.
    """

    model_config = ConfigDict(frozen=True)

    on: bool = False
    agreement: str = ""
    writer: ModelRole | None = None
    rephraser: ModelRole | None = None
    judge: ModelRole | None = None
    calls_a_person: int = Field(default=60, ge=0, description="Calls a day for one person.")
    calls_a_day: int = Field(default=3_000, ge=0, description="Calls a day for one program.")
    at_once: int = Field(default=100, ge=1, description="Calls under way at the same time; beyond it nobody waits.")

    @property
    def usable(self) -> bool:
        """Whether any model may be built at all."""
        return self.on and bool(self.agreement.strip()) and self.writer is not None
