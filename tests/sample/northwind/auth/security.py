"""Tokens, passwords and the dependencies that ask for them."""

import secrets
from datetime import datetime, timedelta, timezone
from typing import Annotated

from fastapi import Depends, HTTPException, Security, status
from fastapi.security import APIKeyHeader, OAuth2PasswordBearer, OpenIdConnect
from jose import JWTError, jwt
from passlib.context import CryptContext
from sqlalchemy import select

from northwind.db import SessionDep
from northwind.models import User
from northwind.settings import get_settings

ALGORITHM = "HS256"

passwords = CryptContext(schemes=["bcrypt"], deprecated="auto")
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/token")
api_key_header = APIKeyHeader(name="X-API-Key")
staff_login = OpenIdConnect(
    openIdConnectUrl="https://login.northwind.example/.well-known/openid-configuration",
    auto_error=False,
)


def create_token(user: User) -> str:
    settings = get_settings()
    expires = datetime.now(timezone.utc) + timedelta(minutes=settings.token_minutes)
    claims = {"sub": str(user.id), "exp": expires, "admin": user.is_admin}
    return jwt.encode(claims, settings.secret_key, algorithm=ALGORITHM)


def authenticate(session: SessionDep, email: str, password: str) -> User | None:
    user = session.scalar(select(User).where(User.email == email))
    if user is None or not passwords.verify(password, user.password_hash):
        return None
    return user


def get_current_user(
    session: SessionDep, token: Annotated[str, Depends(oauth2_scheme)]
) -> User:
    refused = HTTPException(
        status.HTTP_401_UNAUTHORIZED,
        "could not validate credentials",
        headers={"WWW-Authenticate": "Bearer"},
    )
    try:
        claims = jwt.decode(token, get_settings().secret_key, algorithms=[ALGORITHM])
        user_id = int(claims["sub"])
    except (JWTError, KeyError, ValueError):
        raise refused from None
    user = session.get(User, user_id)
    if user is None or not user.is_active:
        raise refused
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


def require_admin(
    user: CurrentUser, staff: Annotated[str | None, Depends(staff_login)]
) -> User:
    if not user.is_admin:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "administrators only")
    return user


def require_webhook_key(key: Annotated[str, Security(api_key_header)]) -> None:
    if not secrets.compare_digest(key, get_settings().webhook_key):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "wrong key")
