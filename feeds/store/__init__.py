"""What is kept: one file per group of tables, all SQL portable SQLAlchemy Core.

``schema`` declares the tables, ``database`` opens one, ``codec`` turns our dataclasses into JSON
and back. ``feeds``, ``entries``, ``incidents`` and ``alerts`` are functions that take a
``Connection`` first and leave the transaction to their caller.

SQLAlchemy stays in here: whoever only passes a connection on takes its type from this package.
"""

from sqlalchemy import Connection

__all__ = ["Connection"]
