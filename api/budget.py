"""What one client may use of the engines in a minute: seconds of computing, errors, queries at a time."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ensartet.errors import EnsartetError, TooOften
from ensartet.names import Words

WINDOW = 60.0
_CLIENTS = 10_000


@dataclass(frozen=True)
class Allowance:
    """Per client: seconds of computing and errors in a minute, and queries at the same time."""

    seconds: float = 60.0
    errors: int = 30
    at_once: int = 2


@dataclass
class _Account:
    """What a client has used: when, and how many seconds or None for an error."""

    used: deque[tuple[float, float]] = field(default_factory=deque)
    errors: deque[float] = field(default_factory=deque)
    running: int = 0


class Budget:
    """Keeps the accounts; `clock` gives seconds. An allowance of None lets everybody through."""

    def __init__(self, allowance: Allowance | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowance, self._clock = allowance, clock
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    @contextmanager
    def spending(self, client: str) -> Iterator[None]:
        """Count one request of a client: its time, and whether it failed.

        Raises:
            TooOften: the client has used up a minute's allowance, or asks too much at a time.
        """
        if self._allowance is None:
            yield
            return
        account = self._account(client)
        self._check(account, self._allowance)
        began = self._clock()
        account.running += 1
        try:
            yield
        except EnsartetError:
            account.errors.append(self._clock())
            raise
        finally:
            account.running -= 1
            account.used.append((self._clock(), self._clock() - began))

    def _account(self, client: str) -> _Account:
        account = self._accounts.setdefault(client, _Account())
        self._accounts.move_to_end(client)
        while len(self._accounts) > _CLIENTS:  # the one idle for longest is forgotten
            self._accounts.popitem(last=False)
        return account

    def _check(self, account: _Account, allowance: Allowance) -> None:
        if account.running >= allowance.at_once:
            raise _too_often(allowance.at_once, "forespørgsler ad gangen", "queries at a time", 1)
        since = self._clock() - WINDOW
        while account.used and account.used[0][0] < since:
            account.used.popleft()
        while account.errors and account.errors[0] < since:
            account.errors.popleft()
        if len(account.errors) >= allowance.errors:
            raise _too_often(allowance.errors, "fejl i minuttet", "errors a minute", account.errors[0] - since)
        if sum(seconds for _, seconds in account.used) >= allowance.seconds:
            wait = account.used[0][0] - since
            raise _too_often(allowance.seconds, "sekunders beregning i minuttet", "seconds of computing a minute", wait)


def _too_often(most: float, da: str, en: str, wait: float) -> TooOften:
    error = TooOften(Words(f"Højst {most:g} {da} for hver klient.", f"At most {most:g} {en} for each client."))
    error.retry_after = max(1, round(wait + 0.5))
    return error
