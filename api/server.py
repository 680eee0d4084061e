"""Running uvicorn in this process, on a socket we bound ourselves, so that a taken port is told in words."""

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from ensartet.errors import NotAvailable
from ensartet.names import Words

from .app import SAFE_HEADERS
from .connections import BODY_SECONDS, HEAD_SECONDS, connections


def listen(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1; port 0 takes any that is free.

    Raises:
        NotAvailable: the port is taken or may not be used.
    """
    # the protocol is named: asyncio sets TCP_NODELAY on what is accepted only where it knows that it is TCP
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise NotAvailable(
            Words(
                f"Port {port} kan ikke bruges ({error}). Vælg en anden med --port, eller 0 for en ledig.",
                f"Port {port} cannot be used ({error}). Choose another with --port, or 0 for a free one.",
            )
        ) from error
    return listener


async def run(
    application: FastAPI,
    listener: socket.socket,
    ready: Callable[[], None],
    head_seconds: float = HEAD_SECONDS,
    body_seconds: float = BODY_SECONDS,
) -> None:
    """Serve until stopped or cancelled; `ready` is called once connections are answered.

    Args:
        head_seconds: how long a client may take for the head of a request; then its connection is dropped.
        body_seconds: the same for its body.
    """
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            http=connections(SAFE_HEADERS, head_seconds, body_seconds),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=3,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        if server.started:
            ready()
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
