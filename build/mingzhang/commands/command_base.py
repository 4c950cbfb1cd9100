"""What all commands share: how they fail, and the portal they work on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from ..portal import SettingsError, load_portal

F = TypeVar("F", bound=Callable[..., Any])


class Failure(click.ClickException):
    """A failed command: one line on standard error, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"mingzhang: {self.message}", err=True)


def in_portal(command: F) -> F:
    """Give a command the portal of the present folder as its first argument."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            portal = load_portal()
        except SettingsError as error:
            raise Failure(str(error)) from None
        return command(portal, *args, **kwargs)

    return wrapped  # type: ignore[return-value]
