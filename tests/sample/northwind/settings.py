"""Settings from the environment."""

from functools import lru_cache

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="NORTHWIND_", env_file=".env")

    database_url: str = "postgresql+psycopg://northwind@localhost/northwind"
    broker_url: str = "redis://localhost:6379/0"
    secret_key: str = "change-me"
    token_minutes: int = 60
    webhook_key: str = "change-me-too"
    payments_url: str = "https://payments.example.com"
    mail_url: str = "https://mail.example.com"
    cors_origins: list[str] = ["http://localhost:3000"]


@lru_cache
def get_settings() -> Settings:
    return Settings()
