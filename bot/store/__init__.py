"""What the bot keeps: the ledger of deliveries. Functions take a ``Connection`` first."""
