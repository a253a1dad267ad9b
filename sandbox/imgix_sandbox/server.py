"""Run the sandbox, embedded in a program or in the foreground."""

import asyncio
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self, TypeAlias

import uvicorn

from imgix_contract.contract import Contract
from imgix_contract.variants import Variants
from imgix_sandbox.app import create_app
from imgix_sandbox.clock import steady_clock
from imgix_sandbox.connections import Connection
from imgix_sandbox.context import Context
from imgix_sandbox.fault_plans import FaultPlan
from imgix_sandbox.host_check import HostCheck
from imgix_sandbox.keys import Keys
from imgix_sandbox.limits import Limits
from imgix_sandbox.listening import Server, bind
from imgix_sandbox.records import Log, RequestRecord
from imgix_sandbox.seeding import seed as sow
from imgix_sandbox.state import State
from imgix_sandbox.store import Store

_IDLE = 60
"""Seconds that an unused connection stays open."""


Faults: TypeAlias = FaultPlan | Mapping[str, Any] | Path | str
"""A plan of faults, the content of a faults file, or the path of one."""


class Sandbox:
    """A local imgix Management API. Use it in a `with` statement, or call `start` and `stop`.

    It has one account, with made-up API keys. Where it is not known what imgix does, the code makes a choice and
    says so in a comment.

    Args:
        host: The address or name to bind to. Requests with another Host header are rejected, except loopback
            and, if it is bound beyond loopback, any IP address, each with the port.
        port: The port; 0 takes a free one.
        allow_hosts: Other names that a Host header may have, such as that of a container.
        key: The API key with all permissions; by default a new random one.
        rate_scale: Multiplies the rate limits (no limit falls below 1).
        state: A directory to store the state in, across restarts; by default it is in memory only. It must be new,
            empty, or created by a sandbox. Until `stop`, a second sandbox on it is refused (except on Windows). The
            default key and the used rate limits are not stored.
        deploy_seconds: Seconds until a deployment, a closed upload session or an added asset is ready.
        seed: Whether to begin with a source that has a few assets; or a folder whose files become its assets.
        faults: Faults to inject: a plan, the content of a faults file, or the path of such a file (`FaultPlan`). Each
            request can also select a fault in the header `X-Sandbox-Fault`.
        variants: Variants of what is not known of imgix, such as {"publish-path": "root"}; see `VARIANTS`.
        clock: Returns UNIX seconds; for tests. By default a clock that never jumps.

    Raises:
        FaultError: The faults are invalid; a ValueError.
        ValueError: The host, the key, the rate scale or a variant is invalid, or the state directory contains
            something else.
        OSError: The faults file, the folder of the seed or the state directory can't be used; with `EBUSY` if another
            sandbox uses the directory.

    Attributes:
        key: The API key with all permissions.
        state: The state of the sandbox, to be read only.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        allow_hosts: Iterable[str] = (),
        key: str | None = None,
        rate_scale: float = 1.0,
        state: Path | str | None = None,
        deploy_seconds: float = 0.3,
        seed: bool | Path | str = False,
        faults: Faults | None = None,
        variants: Mapping[str, str] | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        if not host:
            raise ValueError("the host is empty")  # which a socket would take for all addresses
        self._plan = _plan(faults)
        clock = clock or steady_clock()
        keys = Keys(key)
        chosen = Variants(variants)
        limits = Limits(
            rate_scale,
            clock,
            per_endpoint=chosen["default-limit-scope"] == "endpoint",
            per_key=chosen["limit-owner"] == "key",
        )
        self._host = host
        self._port = port
        self._allow_hosts = tuple(allow_hosts)
        self._log = Log()
        self._store = Store(Path(state) if state is not None else None)
        try:
            self.state = State.load(self._store)
        except BaseException:
            self._store.close()
            raise
        self._context = Context(Contract(variants=chosen), self.state, keys, limits, clock, deploy_seconds, chosen)
        self._seed = seed
        try:
            self._sow()
        except BaseException:
            self._store.close()
            raise
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        self.key = keys.main

    @property
    def keys(self) -> Mapping[str, str]:
        """The API keys with a single permission each, by the permission's id in the contract."""
        return self._context.keys.single

    @property
    def url(self) -> str:
        """The URL to use in place of the API's, without a path; final once the sandbox has started."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    @property
    def requests(self) -> deque[RequestRecord]:
        """The latest requests, the oldest first."""
        return self._log.requests

    @property
    def problems(self) -> list[str]:
        """Errors of the sandbox itself, such as a response that violates the contract; normally empty."""
        return self._log.problems

    def start(self) -> Self:
        """Start serving in a thread.

        Raises:
            OSError: The address or port can't be bound.
            RuntimeError: It has been started or stopped before.
        """
        if self._server is not None or self._store.closed:
            raise RuntimeError("a sandbox can be started once")
        bound = bind(self._host, self._port)
        self._port = bound.getsockname()[1]
        stopping = asyncio.Event()
        app, self._injector = create_app(
            self._context,
            self._log,
            HostCheck(self._host, self._port, self._allow_hosts),
            self._plan,
            stopping,
            reset=self._reset,
        )
        config = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=_IDLE,
        )
        self._server = Server(config, stopping)
        self._thread = threading.Thread(target=self._server.run, args=([bound],), name="imgix-sandbox", daemon=True)
        self._thread.start()
        self._server.ready.wait()
        return self

    def reset(self) -> None:
        """Return to the beginning: the seed, empty rate limits, the given faults, and no recorded requests.

        Raises:
            RuntimeError: It does not serve.
        """
        self._serving().call(self._reset)

    def _reset(self) -> None:
        self.state.clear()
        self._context.limits.reset()
        self._context.cache.clear()
        self._injector.reset()
        self._log.clear()
        self._sow()

    @contextmanager
    def fault(self, fault: str, *, operation: str | None = None, times: int | None = 1) -> Iterator[None]:
        """Inject a fault into the next requests within the block, instead of those of the plan.

        Example:
            with sandbox.fault("reset at=after", operation="uploadAsset"):
                client.uploads.upload(source.id, "a.jpg", b"...")

        Args:
            fault: The fault, as in a faults file.
            operation: The operationId, or `signedUpload` or `reportFile`; None for any.
            times: How many requests; None for all.

        Raises:
            FaultError: There is no such fault or operation.
            RuntimeError: The sandbox does not serve.
        """
        rule = {"fault": fault, "operations": "*" if operation is None else [operation], "times": times}
        plan, server = FaultPlan.parse({"rules": [rule]}, "fault"), self._serving()
        remove = server.call(lambda: self._injector.add(plan))
        try:
            yield
        finally:
            server.call(remove)

    def _sow(self) -> None:
        if self._seed:
            sow(self._context, None if self._seed is True else Path(self._seed))

    def _serving(self) -> Server:
        if self._server is None or self._thread is None:
            raise RuntimeError("the sandbox does not serve")
        return self._server

    def stop(self) -> None:
        """Stop serving. Running requests get two seconds to finish. It may be called twice."""
        if self._server is not None and self._thread is not None:
            self._server.request_exit()
            self._thread.join()
            self._thread = None
        self._store.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(sandbox: Sandbox, announce: Callable[[Sandbox], None]) -> None:
    """Serve until SIGINT or SIGTERM arrives. Call it in the main thread.

    Args:
        sandbox: A sandbox that has not been started.
        announce: Called with the sandbox once it serves.

    Raises:
        OSError: The address or port can't be used.
    """
    with _until_signal() as stop_requested:
        try:
            sandbox.start()
            announce(sandbox)
            stop_requested.wait()
        finally:
            sandbox.stop()


def _plan(faults: Faults | None) -> FaultPlan:
    if isinstance(faults, FaultPlan):
        return faults
    if isinstance(faults, Path | str):
        return FaultPlan.load(faults)
    return FaultPlan.parse({} if faults is None else faults)


@contextmanager
def _until_signal() -> Iterator[threading.Event]:
    """Yield an event that SIGINT and SIGTERM set."""
    stop_requested = threading.Event()

    def request_stop(_number: int, _frame: FrameType | None) -> None:
        stop_requested.set()

    before = {number: signal.signal(number, request_stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop_requested
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
