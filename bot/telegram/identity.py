"""Which bot a token belongs to."""

from telegram.error import InvalidToken

from bot.telegram.application import Link, WrongTokenError, build


async def user_name(link: Link) -> str:
    """Ask Telegram for the bot's @name, without the @.

    Raises:
        WrongTokenError: Telegram refuses the token.
        telegram.error.TelegramError: Telegram can't be reached.
    """
    bot = build(link).bot
    name: str | None = None
    try:
        await bot.initialize()
        name = bot.username
    except InvalidToken:
        # PTB writes the token into this one: it must not hang on ours as its context.
        name = None
    finally:
        await bot.shutdown()
    if name is None:
        raise WrongTokenError
    return name
