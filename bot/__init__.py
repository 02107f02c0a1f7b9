"""incidents -> chats: what people see and type.

The way of an alert through this folder, after ``feeds`` has written it to the alert table:

``store/``         fans it out to deliveries, a row of the ledger for each chat
``push.py``        takes the deliveries that are due and hands each to a sender
``summarize.py``   writes the message: its forms; ``parts.py`` the lines that they share,
                   ``claims.py`` who says what of whose losses, ``names.py`` places and claimants,
                   ``times.py`` days and hours, ``words.py`` every word, by language,
                   ``layout.py`` and ``escape.py`` what makes hostile text harmless
``cli/``           the operator's commands; ``__main__.py`` wires everything and runs

``model.py`` holds the types that pass between them, ``config.py`` our sections of config.toml.
"""
