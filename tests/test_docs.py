import re
import tomllib
from pathlib import Path
from typing import Literal, get_args, get_origin

import annotated_types
import pytest
from pydantic.fields import FieldInfo

from bot.config import SECTIONS as BOT_SECTIONS
from feeds.config import SECTIONS as FEED_SECTIONS
from feeds.config import FeedSettings
from feeds.config_reading import Settings, environment_names

ROOT = Path(__file__).parents[1]
SECTIONS: dict[str, type[Settings]] = {**FEED_SECTIONS, **BOT_SECTIONS, "feeds": FeedSettings}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def written(value: object) -> str:
    """Write a value as TOML does."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:.0f}" if value == int(value) else f"{value:g}"
    if isinstance(value, tuple):
        return f"[{', '.join(written(item) for item in value)}]"
    return "{}" if value == {} else f'"{value}"'


def default(field: FieldInfo) -> str:
    if field.is_required():
        return "-"
    return "none" if field.default is None else f"`{written(field.default)}`"


def choices(field: FieldInfo) -> str:
    """Say what a setting may be: its bounds, or its words."""
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(field.annotation))
    low = [m.ge for m in field.metadata if isinstance(m, annotated_types.Ge)]
    high = [m.le for m in field.metadata if isinstance(m, annotated_types.Le)]
    return " to ".join(written(n) for n in (*low, *high))


def row(name: str, field: FieldInfo) -> str:
    """Give the row that docs/configuration.md must have for a setting."""
    return f"| `{name}` | {default(field)} | {choices(field)} | {field.description} |"


def settings() -> list[tuple[str, str, FieldInfo]]:
    return [
        (section, name, field)
        for section, model in SECTIONS.items()
        for name, field in model.model_fields.items()
    ]


def part(text: str, heading: str, end: str) -> str:
    """Cut the part of a text from the line after a heading to the next ``end``."""
    _, _, after = text.partition(f"{heading}\n")
    return after.partition(end)[0]


def test_the_reference_has_one_row_for_every_setting() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for section, model in SECTIONS.items():
        heading = "## [[feeds]]" if section == "feeds" else f"## [{section}]"
        rows = re.findall(r"^\| `.*$", part(text, heading, "\n## "), re.MULTILINE)

        assert [row(name, field) for name, field in model.model_fields.items()] == rows


def test_the_reference_names_every_variable_of_the_environment() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for model in SECTIONS.values():
        for name, variable in environment_names(model).items():
            assert re.search(rf"^\| `{variable}` \| overrides .*{name}`", text, re.MULTILINE)


@pytest.mark.parametrize(("section", "name", "field"), settings())
def test_the_default_configuration_mentions_every_setting_with_its_default(
    section: str, name: str, field: FieldInfo
) -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    heading = "# [[feeds]]" if section == "feeds" else f"[{section}]"

    (value,) = re.findall(
        rf"^# {name} = (.*?)(?:  #.*)?$", part(text, heading, "\n\n"), re.MULTILINE
    )

    if field.is_required() or field.default is None:
        assert tomllib.loads(f"x = {value}")
    else:
        assert written(field.default) == value.strip()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith(("http:", "https:"))]

    assert not [target for target in local if not (document.parent / target).exists()]


def test_the_notice_names_every_package_that_is_installed() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    lock = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    names = set(re.findall(r"^([A-Za-z0-9._-]+)==(?!.*win32)", lock, re.MULTILINE))

    assert not [name for name in sorted(names) if not re.search(rf"[ ,]{name}[,\n]", notice)]


def test_the_decisions_are_dated_questions_with_answers() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)

    assert headings
    assert not [h for h in headings if not re.fullmatch(r"\d{4}-\d\d-\d\d: .*\?", h)]


def test_the_changelog_has_a_part_for_what_is_not_released() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert "\n## [Unreleased]\n" in text
