"""Raw tables -> models: one pass that collects every problem and stops at none.

The models come from ``feeds/config.py`` and ``bot/config.py``. A field whose
``json_schema_extra`` names an ``environment`` variable is overridden by it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from feeds.config_problems import model_problems, show, unknown_section


class Settings(BaseModel):
    """The base of every section: frozen, and strict about names and types."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True
    )


S = TypeVar("S", bound=Settings)


class Reading:
    """A document on its way to settings. ``problems`` grows with every part that is read."""

    def __init__(
        self,
        document: Mapping[str, Any],
        environ: Mapping[str, str],
        models: Mapping[str, type[Settings]],
    ) -> None:
        self._document = document
        self._environ = environ
        self._models = models
        self.problems = [unknown_section(name, models) for name in document if name not in models]

    def section(self, name: str, model: type[S]) -> S:
        """Read one section; the defaults stand in for a wrong one."""
        raw = self._document.get(name, {})
        if isinstance(raw, dict):
            return next(iter(self._checked(f"[{name}] ", model, raw)), model())
        self.problems.append(f"{name}: expected one section [{name}]")
        return model()

    def blocks(self, name: str, model: type[S]) -> tuple[S, ...]:
        """Read the blocks of a list, [[feeds]], each by itself; wrong ones are left out."""
        raw = self._document.get(name, [])
        if not isinstance(raw, list) or not all(isinstance(block, dict) for block in raw):
            self.problems.append(f"{name}: expected blocks that begin with [[{name}]]")
            return ()
        if not raw:
            self.problems.append(f"{name}: there is none; add a block that begins with [[{name}]]")
        labels = [_label(name, number, block) for number, block in enumerate(raw, start=1)]
        read = [
            settings
            for label, block in zip(labels, raw, strict=True)
            for settings in self._checked(f"{label}: ", model, block)
        ]
        self.problems += _duplicates(labels, raw)
        return tuple(read)

    def _checked(self, where: str, model: type[S], raw: Mapping[str, Any]) -> list[S]:
        """Validate one table: a list of one, or of none after adding the problems."""
        variables = environment_names(model)
        overridden = {name: v for name, v in variables.items() if self._environ.get(v)}
        values = {**raw, **{name: self._environ[v] for name, v in overridden.items()}}
        self.problems += [f"{where}{text}" for text in _open_passwords(variables, raw)]
        try:
            return [model.model_validate(values)]
        except ValidationError as error:
            texts = model_problems(error, model, self._elsewhere(model), overridden)
            self.problems += [f"{where}{text}" for text in texts]
            return []

    def _elsewhere(self, model: type[Settings]) -> dict[str, str]:
        """Map each setting that ``model`` lacks to a section that has it."""
        return {
            setting: "[[feeds]]" if name == "feeds" else f"[{name}]"
            for name, other in self._models.items()
            for setting in other.model_fields
            if setting not in model.model_fields
        }


def environment_names(model: type[BaseModel]) -> dict[str, str]:
    """Map each setting that the environment may override to its variable."""
    extras = {name: found.json_schema_extra for name, found in model.model_fields.items()}
    return {name: str(x["environment"]) for name, x in extras.items() if isinstance(x, dict)}


def _open_passwords(variables: Mapping[str, str], raw: Mapping[str, Any]) -> list[str]:
    """Refuse a password that stands in the file where the environment could give it."""
    return [
        f"{name}: a password must not stand in this file; set {variable}"
        for name, variable in variables.items()
        if re.search(r"//[^/]*:[^/]*@", str(raw.get(name, "")))
    ]


def _label(section: str, number: int, block: Mapping[str, Any]) -> str:
    """Name one block: ``feeds[3] "OC Media"``, counted from 1."""
    name = block.get("name")
    return f"{section}[{number}]" + (f" {show(name)}" if isinstance(name, str) else "")


def _duplicates(labels: Sequence[str], blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """Find blocks with the name or the address of an earlier one."""
    texts = []
    for key in ("name", "url"):
        first: dict[str, str] = {}
        for label, block in zip(labels, blocks, strict=True):
            value = block.get(key)
            if not isinstance(value, str):
                continue
            earlier = first.setdefault(_identity(value), label)
            if earlier != label:
                texts.append(f"{label}: {key} = {show(value)} is used by {earlier}, too")
    return texts


def _identity(value: str) -> str:
    """Fold what makes no difference: the case of a name or host, http or https, a last slash."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return value
    if parts.scheme not in ("http", "https"):
        return value.strip().casefold()
    return urlunsplit(("", parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))
