"""`mingzhang serve`: the app on a socket."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import threading
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path

import click
from starlette.types import ASGIApp

from ..portal import Portal
from .errors import ServeError
from .portal_list import partitions_of
from .soundness import check_output

log = logging.getLogger("mingzhang.serving")

_FAILURE = 3
"""What a worker ends with that could not begin to serve: uvicorn then starts no other."""
_URL_BYTES = 16_384
_IDLE = 10
"""Seconds a connection may stay open between two requests."""
_FAREWELL = 3
"""Seconds that what is under way may go on when the server is told to stop."""


def run(output: Path, portal: Portal, host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve the portal built in `output` until Ctrl-C, by so many processes on one port. Port 0 takes a free one.

    Raises ServeError, before anything is served, where there is no sound portal or the port is not to be had.
    """
    import uvicorn
    from uvicorn import supervisors

    from .protocol import Protocol
    from .public_address import prefix_of

    many = workers > 1
    if many and not partitions_of(output):
        check_output(output)
    app = partial(_app_of_worker, output, portal) if many else app_of(output, portal)
    with listen(host, port) as sock:
        port = sock.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Serving http://{shown}:{port}{prefix_of(portal)}   (Ctrl-C stops)")
        config = uvicorn.Config(
            app,
            factory=many,
            workers=workers,
            log_level="warning",
            server_header=False,
            http=Protocol,
            ws="none",
            h11_max_incomplete_event_size=_URL_BYTES,
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_FAREWELL,
        )
        if many:
            supervisors.Multiprocess(config, [sock]).run()
        else:
            uvicorn.Server(config).run(sockets=[sock])


def app_of(output: Path, portal: Portal) -> ASGIApp:
    """The app for what lies in `output`: one portal, or several under one front. Raises `ServeError` where it is not whole."""
    from .app import create_app
    from .front import create_front

    partitions = partitions_of(output)
    return create_app(output, portal) if partitions is None else create_front(output, portal, partitions)


def _app_of_worker(output: Path, portal: Portal) -> ASGIApp:
    """The app in a process of several, which ends with the one that started it, however that ends."""
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    try:
        return app_of(output, portal)
    except ServeError as error:
        log.error("%s", error)
        raise SystemExit(_FAILURE) from None  # all others would fail alike


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    signal.raise_signal(signal.SIGTERM)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. ServeError where the address cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        sock = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServeError(f"cannot listen on {host}: {error.strerror or error}; check --host") from None
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise ServeError(_cannot_listen(host, port, error)) from None
    return sock


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use; stop the other server or choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights than you have; choose one above 1023 with --port"
    return f"cannot listen on {host}:{port}: {error.strerror}; check --host"
