"""The settings of a run: the environment, read once, and what is wrong with it in one sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from flows.errors import Refused
from tasks.annotate.folder import SHIPPED, BadModel, read_folder

ExecutorKind = Literal["local", "dask"]

# A page of ordinary size takes 20 ms and the longest article that was ever measured 4 s; what takes a minute hangs.
DOCUMENT_SECONDS = 60.0


class BadSetting(Refused):
    """A setting cannot be used; the message says which, why, and what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run, not on what."""

    workers: int  # processes
    executor: ExecutorKind
    dask_address: str | None  # tcp://host:port of the scheduler
    document_seconds: float  # limit for each document in each stage
    model: Path  # the folder of the language model
    model_version: str  # a hash of its files


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings from ONRECORD_* variables; the model is compared with its checksums. Raises BadSetting."""
    given = os.environ if environment is None else environment
    executor = given.get("ONRECORD_EXECUTOR") or "local"
    if executor not in ("local", "dask"):
        raise BadSetting(f"ONRECORD_EXECUTOR is {executor!r}; set it to local or dask.")
    address = given.get("ONRECORD_DASK_ADDRESS") or None
    if executor == "dask" and address is None:
        raise BadSetting("ONRECORD_EXECUTOR is dask, but ONRECORD_DASK_ADDRESS is not set; give it as tcp://host:port.")
    folder = given.get("ONRECORD_MODEL") or SHIPPED
    try:
        model = read_folder(Path(folder).expanduser().resolve())
    except BadModel as error:
        raise BadSetting(str(error)) from None
    except RuntimeError:  # a home of nobody, or a link to itself
        raise BadSetting(
            f"ONRECORD_MODEL is {str(folder)!r}, which leads nowhere; name the folder of a model."
        ) from None
    return Settings(
        workers=_whole(given, "ONRECORD_WORKERS", os.cpu_count() or 1),
        executor=cast("ExecutorKind", executor),
        dask_address=address,
        document_seconds=_seconds(given, "ONRECORD_DOCUMENT_SECONDS", DOCUMENT_SECONDS),
        model=model.path,
        model_version=model.version,
    )


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 1024:
        raise BadSetting(f"{name} is {value!r}; set it to a whole number from 1 to 1024.")
    return int(value)


def _seconds(given: Mapping[str, str], name: str, default: float) -> float:
    value = given.get(name) or str(default)
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 86_400:
        raise BadSetting(f"{name} is {value!r}; set it to a number of seconds from 0.1 to 86400.")
    return seconds
