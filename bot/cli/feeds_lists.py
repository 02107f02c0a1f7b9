"""``feeds import`` and ``feeds export``: lists of feeds from and for other programs (OPML)."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from bot import config as bot_config
from bot.cli.shared import (
    DEFAULT_CONFIG,
    CommandError,
    ConfigPath,
    UsageError,
    errors,
    read_config,
)
from bot.config_blocks import Offered, block, offer, outline_of
from feeds.config import LANGUAGES, FeedSettings
from feeds.config_problems import ConfigError
from feeds.parse import ParseError
from feeds.parse.outlines import OpmlError, Outline
from feeds.workers import Workers

MAX_BYTES = 10_000_000
TITLE = "Caucasus Alerts"

Language = Annotated[str, typer.Option(help="Language of feeds whose list names none.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import", epilog="Example:  caucasus-alerts feeds import list.opml --write")(
        import_feeds
    )
    app.command("export", epilog="Example:  caucasus-alerts feeds export > feeds.opml")(
        export_feeds
    )


def import_feeds(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="The list.")],
    config: ConfigPath = DEFAULT_CONFIG,
    language: Language = "en",
    write: Annotated[
        bool, typer.Option("--write", help="Append the blocks to the configuration.")
    ] = False,
) -> None:
    """Print a [[feeds]] block for each feed of an OPML list that the configuration lacks.

    With --write they are appended to it: whatever stands there stays, comments too, and what would
    not be a good configuration is not written. A service that runs takes them in at once.
    """
    if language not in LANGUAGES:
        raise UsageError(f"--language {language}: expected one of {', '.join(LANGUAGES)}")
    settings = read_config(config)
    offered = _offered(file, settings.feeds, language)
    for text in offered.left_out:
        errors().print(Text(f"left out: {text}", style="yellow"), soft_wrap=True)
    blocks = "\n".join(block(feed) for feed in offered.feeds)
    if write and offered.feeds:
        _append(config, f"\n# From {file.name}\n{blocks}")
        errors().print(f"{len(offered.feeds)} feeds written into {config}", markup=False)
    else:
        typer.echo(blocks, nl=False)


def export_feeds(
    config: ConfigPath = DEFAULT_CONFIG,
    output_file: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else standard output.")
    ] = None,
) -> None:
    """Write the configured feeds as OPML, with our own settings, so that import reads them again.

    What may be secret (headers, auth_env, a proxy) is left out.
    """
    settings = read_config(config)
    outlines = [outline_of(feed) for feed in settings.feeds]
    document: bytes = asyncio.run(_in_worker("write_opml", TITLE, outlines))
    if output_file is None:
        sys.stdout.write(document.decode())
    else:
        output_file.write_bytes(document)


def _offered(file: Path, have: tuple[FeedSettings, ...], language: str) -> Offered:
    with file.open("rb") as stream:
        document = stream.read(MAX_BYTES + 1)
    if len(document) > MAX_BYTES:
        raise CommandError(f"{file}: over {MAX_BYTES // 1_000_000} MB is no list of feeds")
    try:
        outlines: tuple[Outline, ...] = asyncio.run(_in_worker("read_opml", document))
    except OpmlError as error:
        raise CommandError(f"{file}: {error}") from None
    except ParseError as error:
        raise CommandError(f"{file}: {error.detail}") from None
    return offer(outlines, have, language)


async def _in_worker(function: str, *args: object) -> Any:
    """Call a function of ``feeds.parse.opml`` where a hostile list can do no harm."""
    async with Workers(1, preload="") as pool:
        return await pool.call(f"feeds.parse.opml:{function}", *args)


def _append(config: Path, text: str) -> None:
    """Put text at the end of a configuration, in one step, if that leaves it good.

    Raises:
        CommandError: it would not.
    """
    target = config.resolve()
    old = target.read_text(encoding="utf-8")
    new = target.with_name(f".{target.name}.new")
    new.write_text(old.rstrip("\n") + "\n" + text, encoding="utf-8")
    try:
        bot_config.load(new, os.environ)
        new.chmod(target.stat().st_mode)
        new.replace(target)
    except ConfigError as error:
        raise CommandError(f"{config} is left as it was: {error}") from None
    finally:
        new.unlink(missing_ok=True)
