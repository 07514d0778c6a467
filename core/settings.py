"""What an installation may choose, read once from the environment (`TRELLIS_*`) and handed down as a value."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.model_settings import ModelSettings

ROOT = Path(__file__).resolve().parents[1]


def default_data_dir() -> Path:
    """A clone keeps its data beside the code; an installed package keeps it with the person's data."""
    return ROOT / ".trellis" if (ROOT / "pyproject.toml").exists() else user_data_path("trellis")


class Settings(BaseSettings):
    """Every choice has a default that needs no network, no key and no server (promise 9)."""

    model_config = SettingsConfigDict(env_prefix="TRELLIS_", env_nested_delimiter="__", extra="ignore", frozen=True)

    data_dir: Path = Field(default_factory=default_data_dir, description="Database, index, keys and model live here.")
    library_dir: Path = ROOT / "knowledge" / "library"
    policies_dir: Path = ROOT / "knowledge" / "policies"
    model_dir: Path | None = Field(default=None, description="The exported embedding model; default: data_dir/model.")
    database_url: str | None = Field(default=None, description="Default: SQLite in data_dir. `postgresql://` works.")
    secret_key: SecretStr | None = Field(default=None, description="Default: made at first run, data_dir/key, 0600.")
    mode: Literal["production", "demo"] = "production"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str | None = None
    session_hours: int = Field(default=12, ge=1, le=24 * 14)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    traces_endpoint: str = Field(default="", description="An OTLP collector (gRPC); empty: no trace leaves. No words.")
    model: ModelSettings = Field(default_factory=ModelSettings, description="A language model; off unless set up.")

    @property
    def url(self) -> str:
        """The database to open, as SQLAlchemy spells it."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir / 'trellis.sqlite3'}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def embedding_dir(self) -> Path:
        """Where the exported embedding model is kept."""
        return self.model_dir or default_data_dir() / "model"

    @property
    def index_dir(self) -> Path:
        """Where the library's vectors are kept. No person's words ever go there."""
        return self.data_dir / "index"


@lru_cache(maxsize=1)
def settings_from_environment() -> Settings:
    """The settings of this process. Call it at a door (cli, api), never below one."""
    return Settings()
