"""What the tests hand to workers: functions that answer, fail, rest or die."""

import faulthandler
import os
import sys
import time


def double(number: int) -> int:
    return 2 * number


def process_id() -> int:
    return os.getpid()


def die(exit_code: int) -> None:
    os._exit(exit_code)


def kill_self(number: int) -> None:
    os.kill(os.getpid(), number)


def overrun() -> None:
    with open(os.devnull, "w") as log:
        faulthandler.dump_traceback_later(0.1, exit=True, file=log)
        time.sleep(60)


def rest(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def loaded(names: list[str]) -> list[str]:
    return [name for name in names if name in sys.modules]


class Picky(Exception):
    """An exception that pickle writes but cannot read again."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def fail(kind: str) -> None:
    raise Picky("a", "b") if kind == "picky" else ValueError(kind)


def unpicklable() -> object:
    return lambda: None
