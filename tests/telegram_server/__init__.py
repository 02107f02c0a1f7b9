"""A Bot API server for tests: it speaks Telegram's protocol on the loopback, and remembers.

``server.py`` is the way in (``FakeTelegram``), ``people.py`` what a test does as a person,
``world.py`` what there is, ``methods.py`` and ``chat_methods.py`` what the Bot API answers,
``limits.py`` Telegram's flood control, ``faults.py`` its lies, ``updates.py`` polling and webhooks,
``control.py`` the same by JSON for ``python -m tests.telegram_server``. docs/telegram.md has more.
"""
