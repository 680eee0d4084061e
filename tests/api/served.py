"""The application on a real socket, in a thread, for what a test client in process cannot show."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI

from api.server import listen, run


@contextmanager
def served(app: FastAPI, head_seconds: float = 10.0) -> Iterator[str]:
    """Serve on a free port of this machine; gives the address without a final slash."""
    listener = listen(0)
    ready, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        serving = asyncio.create_task(run(app, listener, ready.set, head_seconds))
        while not stop.is_set() and not serving.done():
            await asyncio.sleep(0.02)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        thread.join(20)
        listener.close()
