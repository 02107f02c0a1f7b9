"""Our frozen dataclasses to JSON text and back, without loss.

A converter is built once per type from its annotations. Known are ``str``, ``int``, ``float``,
``bool``, dates, aware datetimes, enums, tuples, unions with ``None``, and dataclasses of these.
A key that is missing when read takes the field's default and an unknown one is skipped, so that
a field may come or go without rewriting what is stored.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Converter = Callable[[Any], Any]


def encode(value: Any) -> str:
    """Turn a dataclass into compact JSON text.

    Raises:
        TypeError: The type, or one of its fields, is of a kind that this codec doesn't know.
    """
    cls: Any = type(value)
    written = _writer(cls)(value)
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def decode(cls: type[T], text: str) -> T:
    """Turn text that ``encode`` wrote back into an equal ``cls``.

    Raises:
        ValueError: The text is no JSON, or holds a value that its field can't.
        TypeError: A field without a default is missing.
    """
    hint: Any = cls
    value: T = _reader(hint)(json.loads(text))
    return value


def _same(value: Any) -> Any:
    return value


def _dataclass_writer(cls: Any) -> Converter:
    types = get_type_hints(cls)
    writers = [(field.name, _writer(types[field.name])) for field in fields(cls)]
    return lambda value: {name: write(getattr(value, name)) for name, write in writers}


def _write_tuple(write: Converter) -> Converter:
    return _same if write is _same else lambda values: [write(value) for value in values]


@cache
def _writer(hint: Any) -> Converter:
    """Build the function that makes a value of this type ready for ``json.dumps``."""
    if is_dataclass(hint):
        return _dataclass_writer(hint)
    if get_origin(hint) is tuple:
        return _write_tuple(_item(hint, _writer))
    if get_origin(hint) is UnionType:
        return _optional(hint, _writer)
    if hint in (str, int, float, bool) or issubclass(hint, str):
        return _same
    if issubclass(hint, date):
        return lambda value: value.isoformat()
    raise TypeError(f"the store's codec can't write {hint!r}")


@cache
def _reader(hint: Any) -> Converter:
    """Build the function that makes a value of this type from what ``json.loads`` gave."""
    if is_dataclass(hint):
        return _dataclass_reader(hint)
    if get_origin(hint) is tuple:
        return _tuple_reader(_item(hint, _reader))
    if get_origin(hint) is UnionType:
        return _optional(hint, _reader)
    if hint in (str, int, float, bool):
        return _same
    if issubclass(hint, Enum):
        return cast(Converter, hint)  # a class is what makes its values
    if issubclass(hint, date):
        return datetime.fromisoformat if issubclass(hint, datetime) else date.fromisoformat
    raise TypeError(f"the store's codec can't read {hint!r}")


def _tuple_reader(read: Converter) -> Converter:
    return tuple if read is _same else lambda values: tuple([read(value) for value in values])


def _dataclass_reader(cls: Any) -> Converter:
    types = get_type_hints(cls)
    readers = [(field.name, _reader(types[field.name])) for field in fields(cls)]

    def read(value: dict[str, Any]) -> Any:
        return cls(**{name: read(value[name]) for name, read in readers if name in value})

    return read


def _item(hint: Any, build: Callable[[Any], Converter]) -> Converter:
    """Find the one converter of a tuple's items: ``tuple[X, ...]`` or ``tuple[X, X]``."""
    kinds = [kind for kind in get_args(hint) if kind is not Ellipsis]
    if len(set(kinds)) != 1:
        raise TypeError(f"the store's codec wants tuples of one type, not {hint!r}")
    return build(kinds[0])


def _optional(hint: Any, build: Callable[[Any], Converter]) -> Converter:
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    if len(kinds) != 1 or len(get_args(hint)) != 2:
        raise TypeError(f"the store's codec knows X | None, not {hint!r}")
    convert = build(kinds[0])
    return lambda value: None if value is None else convert(value)
