"""``init``: from nothing to a checked configuration and a first dry run."""

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import TelegramError

from bot import config as bot_config
from bot.cli.service import poll_once
from bot.cli.shared import DEFAULT_CONFIG, ConfigPath, UsageError, output, read_config
from bot.config import TOKEN_SHAPE
from bot.config_writing import Values, languages, rewrite
from bot.telegram.application import Link
from bot.telegram.errors import outcome_of
from bot.telegram.identity import user_name

TEMPLATE = Path(__file__).parents[2] / "config.toml"
"""The commented configuration of the repository."""
TOKEN_FILE = "token"  # noqa: S105 - a file's name, no secret
MODES = ("shadow", "review", "live")
API_URL = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class _Asker:
    """Asks at the terminal, or takes the defaults where nobody is to be asked."""

    is_silent: bool

    def ask(self, given: str | None, question: str, default: str = "") -> str:
        """Give what a flag says, else what is answered; an empty answer is the default."""
        if given is not None or self.is_silent:
            return given if given is not None else default
        return str(typer.prompt(question, default=default, show_default=bool(default))).strip()

    def secret(self, question: str) -> str:
        """Ask without showing what is typed."""
        if self.is_silent:
            return ""
        answer = typer.prompt(question, default="", show_default=False, hide_input=True)
        return str(answer).strip()

    def is_wanted(self, given: bool | None, question: str) -> bool:
        """Ask for yes or no."""
        if given is not None or self.is_silent:
            return bool(given)
        return bool(typer.confirm(question, default=True))


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("init", epilog="Example:  caucasus-alerts init --config mine/config.toml")(init)


def init(  # noqa: PLR0913, PLR0917 - a flag for each question
    config: ConfigPath = DEFAULT_CONFIG,
    language: Annotated[
        str | None, typer.Option(help="Languages of the feeds, such as en,ru.")
    ] = None,
    contact: Annotated[
        str | None, typer.Option(help="Your mail or web address: publishers see it.")
    ] = None,
    admin: Annotated[
        str | None, typer.Option(help="Your Telegram user id: you operate the service.")
    ] = None,
    mode: Annotated[str | None, typer.Option(help=f"Who is told: {', '.join(MODES)}.")] = None,
    api_url: Annotated[str, typer.Option(help="Address of the Bot API.")] = API_URL,
    template: Annotated[Path, typer.Option(help="A commented configuration to begin with.")] = (
        TEMPLATE
    ),
    dry_run: Annotated[
        bool | None, typer.Option("--dry-run/--no-dry-run", help="Read every feed once at the end.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; take flags, defaults.")] = False,
) -> None:
    """Write a commented configuration, check the bot's token, offer a first dry run.

    What no flag says is asked. The token comes from TELEGRAM_TOKEN; else it is asked for, and
    written into a file of its own that only you can read. An existing configuration stays.
    """
    if config.exists():
        raise UsageError(f"{config} exists already; name another file with --config")
    asker = _Asker(is_silent=yes)
    text = _template(template)
    known = languages(text)
    chosen = _languages(asker.ask(language, "Languages of the feeds", ",".join(known)), known)
    values = {
        ("http", "contact"): _quoted(asker.ask(contact, "Your address, for publishers")),
        ("telegram", "mode"): _quoted(_mode(asker.ask(mode, _MODE_QUESTION, MODES[0]))),
        **_operator(asker.ask(admin, "Your Telegram user id (the bot @userinfobot tells it)")),
    }
    if api_url != API_URL:
        values["telegram", "api_url"] = _quoted(api_url)
    token = _token(asker, api_url)
    config.parent.mkdir(parents=True, exist_ok=True)
    if token:
        values["telegram", "token_file"] = _quoted(TOKEN_FILE)
        _write_secret(config.parent / TOKEN_FILE, token)
    config.write_text(rewrite(text, chosen, values), encoding="utf-8")
    _say_what_is_next(config)
    if asker.is_wanted(dry_run, "Read every feed once now? It tells nobody"):
        poll_once(config)


_MODE_QUESTION = "Who is told: shadow (only you), review (what you release), live (everybody)"


def _quoted(text: str) -> str:
    """Write text as TOML does."""
    return json.dumps(text, ensure_ascii=False)


def _template(path: Path) -> str:
    if not path.is_file():
        raise UsageError(f"there is no {path}; --template names the repository's config.toml")
    return path.read_text(encoding="utf-8")


def _languages(answer: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Read a list of languages.

    Raises:
        UsageError: there is no feed in one of them, or none is named.
    """
    chosen = tuple(part for part in answer.replace(",", " ").split() if part)
    unknown = [part for part in chosen if part not in known]
    if unknown or not chosen:
        what = ", ".join(unknown) or "nothing"
        raise UsageError(f"--language {what}: there are feeds in {', '.join(known)}")
    return chosen


def _mode(answer: str) -> str:
    if answer not in MODES:
        raise UsageError(f"--mode {answer}: expected one of {', '.join(MODES)}")
    return answer


def _operator(answer: str) -> Values:
    """Make the person an operator, who is told in the private chat: its id is the user's.

    Raises:
        UsageError: this is no user id.
    """
    if not answer:
        return {}
    if not (answer.isascii() and answer.isdecimal()):
        raise UsageError(f"--admin {answer}: a user id is a number, such as 123456789")
    listed = f"[{int(answer)}]"
    return {("telegram", "admin_users"): listed, ("telegram", "admin_chats"): listed}


def _token(asker: _Asker, api_url: str) -> str:
    """Ask for a token and check it; give the one to be written down, or nothing.

    Raises:
        UsageError: it has not the shape of a token.
        WrongTokenError: Telegram refuses it.
    """
    given = os.environ.get("TELEGRAM_TOKEN", "").strip()
    token = given or asker.secret("The bot's token, from BotFather (empty: none yet)")
    if not token:
        return ""
    if not TOKEN_SHAPE.fullmatch(token):
        raise UsageError("this is not a bot token; expected what BotFather gave you, 123456:ABC...")
    try:
        name = asyncio.run(user_name(Link(token, api_url)))
    except TelegramError as error:
        output().print(f"The token is not checked: {outcome_of(error).detail}", markup=False)
    else:
        output().print(
            f"The token is that of @{name}: press Start there, or it can't write to you.",
            markup=False,
        )
    return "" if given else token


def _write_secret(path: Path, token: str) -> None:
    """Write a file that nobody else can read, from its first moment on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(token + "\n")


def _say_what_is_next(config: Path) -> None:
    """Read what was written as the service will, and say what is left to do."""
    settings = read_config(config)
    enabled = sum(feed.enabled for feed in settings.feeds)
    console = output()
    console.print(f"Wrote {config}: {enabled} feeds are on.", markup=False)
    for warning in bot_config.warnings(settings):
        console.print(f"  still to do: {warning}", markup=False)
    console.print(f"Next: caucasus-alerts run --config {config}", markup=False)
