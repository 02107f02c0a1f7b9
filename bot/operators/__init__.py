"""What operators do from Telegram: stop, let go, take back, put right, and hear how feeds are.

``table.py`` holds what can be typed and tapped, a row each; ``pushes.py``, ``sources.py``,
``reports.py``, ``corrections.py`` and ``regrouping.py`` do it; ``cards.py`` writes what operators
are shown; ``answering.py`` lets in only those whose user id is in ``[telegram] admin_users``;
``watch.py`` brings held reports and news of the service to ``admin_chats``.
"""
