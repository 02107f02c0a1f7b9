"""How we talk to Telegram: everything that knows the Bot API is here (docs/telegram.md).

``request.py`` carries one call over aiohttp, ``answers.py`` reads what came back, ``errors.py``
says what a failed call means and ``sender.py`` brings a message to a chat. ``application.py`` puts
python-telegram-bot together with them; ``polling.py`` or ``webhook.py`` hands it what people write,
``processing.py`` keeps that in order. ``redact.py`` keeps the token out of the log.
"""
