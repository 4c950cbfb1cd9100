"""The commands that ask a built portal: `search`, `answer`, and `mcp` for assistants."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..portal import Portal
from .command_base import Failure, in_portal


@contextmanager
def _database(portal: Portal, named: Path | None) -> Iterator[Path]:
    """The database a command reads, the one named or the portal's; what is wrong with it or with search/ is a `Failure`."""
    from ..search.language.tuning import TuningError

    database = named or Path(portal.output) / "disclosures.db"
    if not database.is_file():
        raise Failure(
            f"{database}: no such database; build a portal first (mingzhang build) or name one with --db"
        )
    try:
        yield database
    except TuningError as error:
        raise Failure(str(error)) from None
    except sqlite3.DatabaseError as error:
        raise Failure(f"{database}: not a database of Mingzhang ({error})") from None


@click.command()
@click.argument("query")
@click.option("--db", type=click.Path(path_type=Path), help="The database.  [output of portal.yml]")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200), help="Hits to print.")
@in_portal
def search(portal: Portal, query: str, db: Path | None, limit: int) -> None:
    """Search every sentence and table of a portal; prints ranked hits with their page.

    在全部句子与表格中检索，例如：mingzhang search 三公经费
    """
    from ..search.command import print_hits
    from ..search.language.tuning import load_tuning

    with _database(portal, db) as database:
        print_hits(database, query, limit, load_tuning(portal.part("search")))


@click.command()
@click.argument("question")
@click.option("--db", type=click.Path(path_type=Path), help="The database.  [output of portal.yml]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@in_portal
def answer(portal: Portal, question: str, db: Path | None, as_json: bool) -> None:
    """Answer a question with a figure and where it is printed, or say why there is none.

    回答一个问题，例如：mingzhang answer 韩家墩街道2024年三公经费是多少
    """
    from ..answers.command import answer_question, print_answer

    with _database(portal, db) as database:
        print_answer(answer_question(database, question, portal.part("search")), as_json)


@click.command()
@click.option("--db", type=click.Path(path_type=Path), help="The database.  [output of portal.yml]")
@click.option("--http", is_flag=True, help="Serve many at http://HOST:PORT/mcp instead of one over stdio.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on with --http.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@in_portal
def mcp(portal: Portal, db: Path | None, http: bool, host: str, port: int) -> None:
    """Serve the portal to assistants by the Model Context Protocol.

    供智能助手查询：每个数都带网址、行号与核对结果。
    """
    from ..assistants.mcp_server import MissingError, make_server, serve_http
    from ..serving.assistants_door import OpenSql

    with _database(portal, db) as database:
        try:
            server = make_server(database, portal, OpenSql(database) if portal.sql.open else None)
        except MissingError as error:
            raise Failure(str(error)) from None
        serve_http(server, host, port) if http else server.run("stdio")
