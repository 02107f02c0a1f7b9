"""What a button carries: ``s1:area:georgia:1``, at most 64 bytes (#inlinekeyboardbutton).

The first part names the form. Buttons live as long as their messages, so a form that changes gets
a new number and old buttons are answered kindly. A press says what shall be, never "the other
way round": pressed twice, late or after a restart, it means the same.
"""

FORM = "s1"
MAX_BYTES = 64
PATTERN = rf"^{FORM}:"
"""What our presses begin with, for PTB's handler. Operators' buttons begin otherwise."""


def press(verb: str, *values: str) -> str:
    """Write the data of a button.

    Raises:
        ValueError: it is longer than Telegram takes.
    """
    data = ":".join((FORM, verb, *values))
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"button data of more than {MAX_BYTES} bytes: {data}")
    return data


def read(data: str) -> tuple[str, str]:
    """Read verb and values (separated by spaces); an empty verb where it isn't one of ours."""
    form, _, rest = data.partition(":")
    verb, *values = rest.split(":")
    return (verb, " ".join(values)) if form == FORM else ("", "")
