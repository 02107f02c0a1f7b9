"""The history of the schema, for Alembic: ``versions/`` holds a file for each step."""
