"""incidents -> chats: what people see and type.

The way of an alert through this folder, after ``feeds`` has written it to the alert table:

``plan.py``        plans what is to be sent, again and again: ``fan_out.py`` makes deliveries of an
                   alert, a row of the ledger for each chat that ``policy.py`` names (``news.py``
                   what it is, ``policy.toml`` the table, ``hours.py`` the chat's clock);
                   ``edits.py`` what changed without being news, ``second_word.py`` what a second
                   origin makes loud; ``store/`` keeps chats and the ledger
``push.py``        takes the deliveries that are due and hands each to a sender
``writing.py``     gathers what a message is made of; ``roundup.py`` writes several incidents in one
``summarize.py``   writes the message of one: its forms; ``parts.py`` the lines that they share,
                   ``claims.py`` who says what of whose losses, ``names.py`` places and claimants,
                   ``times.py`` days and hours, ``words.py`` every word, by language,
                   ``layout.py`` and ``escape.py`` what makes hostile text harmless
``cli/``           the operator's commands; ``__main__.py`` wires everything and runs

``model.py`` holds the types that pass between them, ``config.py`` our sections of config.toml.
"""
