"""The application: middleware, routes, health."""

import logging
import time

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from sqlalchemy import text

from northwind import __version__
from northwind.api import api_router
from northwind.db import SessionDep
from northwind.settings import get_settings

log = logging.getLogger("northwind")
app = FastAPI(title="Northwind", version=__version__)

app.add_middleware(
    CORSMiddleware,
    allow_origins=get_settings().cors_origins,
    allow_methods=["*"],
    allow_headers=["*"],
)


@app.middleware("http")
async def log_time(request: Request, call_next):
    start = time.perf_counter()
    response = await call_next(request)
    log.info("%s %s %.3f s", request.method, request.url.path, time.perf_counter() - start)
    return response


@app.get("/health")
def health(session: SessionDep) -> dict:
    session.execute(text("SELECT 1"))
    return {"status": "ok", "version": __version__}


app.include_router(api_router, prefix="/api/v1")
