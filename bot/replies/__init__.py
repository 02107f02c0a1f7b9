"""What the bot answers, a file a concept: each handler is a function ``Desk -> Reply``.

``bot/commands.py`` holds the table that says which command and which button leads to which.
"""
