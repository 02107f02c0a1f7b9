import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
LINES = [line for line in TEXT.splitlines() if line and not line.startswith("#")]
INSTRUCTIONS = [tuple(line.split(maxsplit=1)) for line in LINES]
LAST_STAGE = INSTRUCTIONS[max(i for i, (word, _) in enumerate(INSTRUCTIONS) if word == "FROM") :]
COPIES = [rest.split() for word, rest in INSTRUCTIONS if word == "COPY" and "--from" not in rest]
SOURCES = [source for words in COPIES for source in words[:-1]]


def last(word: str) -> str:
    return next(rest for instruction, rest in reversed(LAST_STAGE) if instruction == word)


@pytest.mark.parametrize("source", SOURCES)
def test_everything_that_the_image_copies_is_there_and_reaches_the_build(source: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert (ROOT / source).exists()
    assert f"!{source}" in ignored


def test_the_context_is_closed_but_for_what_the_image_copies() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if not line.startswith("#")]

    expected = "*"
    assert expected == rules[0]
    assert {f"!{source}" for source in SOURCES} == {r for r in rules if r.startswith("!")}


def test_it_is_built_in_stages_on_one_pinned_slim_base() -> None:
    bases = [rest.split()[0] for word, rest in INSTRUCTIONS if word == "FROM"]

    assert len(bases) == 2
    assert {True} == {bool(re.fullmatch(r"python:3\.\d+-slim-\w+", base)) for base in bases}
    assert len(set(bases)) == 1


def test_it_installs_only_what_the_lock_holds() -> None:
    installs = [rest for word, rest in INSTRUCTIONS if word == "RUN" and "pip install" in rest]

    assert ["--require-hashes" in installs[0], "--no-build-isolation" in installs[1]] == [True] * 2
    assert all("--no-deps" in install for install in installs)


def test_it_runs_as_a_user_that_is_not_root() -> None:
    name = last("USER")

    assert re.search(rf"useradd [^&]*--uid 10001 [^&]*\b{name}\b", TEXT)


def test_it_has_a_health_check_a_volume_and_a_way_to_stop() -> None:
    expected = ("/data", "SIGTERM", '["caucasus-alerts"]', '["run"]')
    assert expected == (last("VOLUME"), last("STOPSIGNAL"), last("ENTRYPOINT"), last("CMD"))
    assert "/opt/alerts/healthcheck.py" in last("HEALTHCHECK")


def test_it_holds_no_secret() -> None:
    names = re.findall(r"\b(?:ENV|ARG)\b.*", TEXT)

    assert not [line for line in names if re.search("TOKEN|PASSWORD|SECRET|KEY", line)]


def test_compose_mounts_a_folder_and_gives_no_rights() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")

    wanted = ("- ./config:/config:ro", "- data:/data", "read_only: true", "cap_drop: [ALL]")
    assert not [line for line in wanted if line not in text]
