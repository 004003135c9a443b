"""Signing in."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordRequestForm

from northwind.auth.security import CurrentUser, authenticate, create_token
from northwind.db import SessionDep
from northwind.schemas import Token, UserOut

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post("/token", response_model=Token)
def sign_in(session: SessionDep, form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    user = authenticate(session, form.username, form.password)
    if user is None:
        raise HTTPException(400, "wrong e-mail or password")
    return Token(access_token=create_token(user))


@router.get("/me", response_model=UserOut)
def who_am_i(user: CurrentUser):
    return user
