"""The log: one line an event on standard error, for people or as JSON. Results never go there."""

import logging
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType

import structlog
from structlog.typing import Processor

from bot.telegram.redact import RedactingFormatter

_SHARED: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_WRITERS: Mapping[str, Callable[[], tuple[Processor, ...]]] = MappingProxyType(
    {
        "text": lambda: (structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),),
        "json": lambda: (
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ),
    }
)
_TALKATIVE = ("aiohttp.access", "alembic", "apscheduler", "asyncio", "watchfiles")
"""Libraries whose everyday messages say nothing to an operator."""
_INDISCREET = ("telegram",)
"""Libraries that write chat ids and texts below INFO, which no log may hold."""


def configure(level: str, form: str) -> None:
    """Send every log record of ``level`` or graver to standard error, as ``text`` or ``json``.

    Bot tokens are taken out of every line.
    """
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *_WRITERS[form](),
        ],
    )
    handler.setFormatter(RedactingFormatter(formatter))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))
    for name in _INDISCREET:
        logging.getLogger(name).setLevel(max(root.level, logging.INFO))
