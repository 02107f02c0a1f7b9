"""news in -> incidents: the walk of one entry.

``schedule.py``   one tick claims the feeds that are due
``poll.py``       walks one feed through all that follows; the only file that knows the order
``fetch/``        feed address -> answer: validators, limits, redirects, private addresses
``workers.py``    the pool of processes into which a document goes in one call, ``reading.py``:
    ``parse/``      answer -> entries of plain text
    ``extract/``    entry -> report, with the reason where it is no news; words in ``lexicon/``,
                    places in ``gazetteer.jsonl``
``merge/``        report and candidate incidents -> incident, and an alert if it is news
``intake.py``     what a reading becomes: ``recognition.py`` knows old entries under new names,
                  ``window.py`` says what the document shares with the ones before
``telling.py``    whether an alert is told, or held as baseline or old
``record.py``     all of a poll in one transaction, through ``store/``
``article.py``    afterwards, where title and summary were thin: the article, which ``revise.py``
                  lets add to the incident; ``article_need.py`` says which are read,
                  ``article_report.py`` what of them counts
``health.py``     a feed's outcomes -> its state, and when it is polled next

``vocabulary.py`` and ``model.py`` hold the words and types that pass between them, ``config.py``
the settings. Nothing here imports ``bot``: the seam is the alert table, which ``bot`` reads.
"""
