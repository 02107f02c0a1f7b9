from collections.abc import Mapping
from pathlib import Path

import pytest

from feeds.config import Config, FeedSettings, HttpSettings, load
from feeds.config_problems import ConfigError
from feeds.config_warnings import warnings
from feeds.fetch import HttpLimits
from feeds.model import Theatre

FOLDER = Path(__file__).parents[1] / "data" / "config"
MISTAKES = sorted(path.stem for path in FOLDER.glob("*.toml"))
"""One tiny file per mistake; the .txt beside it holds the problems, one a line."""

FEED = '[[feeds]]\nname = "OC Media"\nurl = "https://oc-media.org/feed/"\nlanguage = "en"\n'


def read(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, environ or {})


def problems_of(path: Path, environ: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(path, environ or {})
    return list(caught.value.problems)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_names_every_problem_with_its_key(mistake: str) -> None:
    expected = (FOLDER / f"{mistake}.txt").read_text(encoding="utf-8").splitlines()

    assert expected == problems_of(FOLDER / f"{mistake}.toml")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_never_repeats_a_password(mistake: str) -> None:
    text = "\n".join(problems_of(FOLDER / f"{mistake}.toml"))

    assert not [secret for secret in ("hunter2", "aHVudGVyMg") if secret in text]


def test_it_heads_the_problems_with_the_file_and_their_number() -> None:
    path = FOLDER / "several.toml"
    with pytest.raises(ConfigError) as caught:
        load(path, {})

    expected = [f"{path}: 4 problems", *(f"  {problem}" for problem in problems_of(path))]
    assert expected == str(caught.value).splitlines()


def test_it_says_what_to_do_when_the_file_is_missing(tmp_path: Path) -> None:
    problems = problems_of(tmp_path / "config.toml")

    expected = "there is no such file: copy the project's config.toml, or name yours: --config"
    assert [expected] == problems


def test_it_says_that_a_folder_cannot_be_read(tmp_path: Path) -> None:
    expected = ["it cannot be read: Is a directory"]

    assert expected == problems_of(tmp_path)


def test_it_says_which_byte_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("# Кавказ\n".encode("windows-1251"))

    expected = ["byte 3 is not UTF-8: save the file as UTF-8 text"]
    assert expected == problems_of(path)


def test_it_reads_a_file_that_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    (feed,) = read(tmp_path, "\ufeff" + FEED).feeds

    expected = "OC Media"
    assert expected == feed.name


def test_a_feed_needs_only_a_name_an_address_and_a_language(tmp_path: Path) -> None:
    (feed,) = read(tmp_path, FEED).feeds

    expected = FeedSettings(
        name="OC Media",
        url="https://oc-media.org/feed/",
        language="en",
        poll_minutes=5,
        enabled=True,
        areas=tuple(Theatre),
        quote="full",
        time_zone="UTC",
    )
    assert expected == feed


@pytest.mark.parametrize(
    ("origin", "expected"), [("", "OC Media"), ("AZE_GOV", "AZE_GOV"), ("UN", "UN")]
)
def test_an_outlet_speaks_for_its_origin_or_for_itself(
    tmp_path: Path, origin: str, expected: str
) -> None:
    (feed,) = read(tmp_path, FEED + f'origin = "{origin}"\n').feeds

    assert expected == feed.spoken_for


@pytest.mark.parametrize("minutes", ["0.05", "1", "2.5", "1440"])
def test_the_interval_may_be_a_fraction_of_a_minute(tmp_path: Path, minutes: str) -> None:
    (feed,) = read(tmp_path, FEED + f"poll_minutes = {minutes}\n").feeds

    assert float(minutes) == feed.poll_minutes


@pytest.mark.parametrize("host", ["127.0.0.1:1200", "[::1]:1200", "rss.internal:80"])
def test_single_private_hosts_can_be_allowed(tmp_path: Path, host: str) -> None:
    config = read(tmp_path, FEED + f'[http]\nallow_hosts = ["{host}"]\n')

    assert (host,) == config.http.allow_hosts


def test_settings_cannot_be_changed_later(tmp_path: Path) -> None:
    config = read(tmp_path, FEED)

    with pytest.raises(ValueError, match="frozen"):
        config.http.contact = "me@example.org"  # type: ignore[misc]  # the mistake under test


def test_the_database_stands_beside_the_configuration(tmp_path: Path) -> None:
    config = read(tmp_path, FEED)

    assert f"sqlite:///{tmp_path}/data/alerts.db" == config.database.url


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("sqlite:////var/lib/alerts.db", "sqlite:////var/lib/alerts.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite:///other.db?timeout=5", "sqlite:///{folder}/other.db?timeout=5"),
    ],
)
def test_the_environment_overrides_the_database(tmp_path: Path, given: str, expected: str) -> None:
    text = FEED + '[database]\nurl = "sqlite:///ignored.db"\n'
    config = read(tmp_path, text, {"DATABASE_URL": given})

    assert expected.format(folder=tmp_path) == config.database.url


def test_a_wrong_value_of_the_environment_is_named_by_its_variable(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(FEED, encoding="utf-8")

    wanted = 'expected the address of a file such as "sqlite:///data/alerts.db"'
    expected = [f"[database] DATABASE_URL: {wanted}"]
    assert expected == problems_of(path, {"DATABASE_URL": "mysql://root:hunter2@db"})


def test_a_proxy_with_a_password_comes_from_the_environment(tmp_path: Path) -> None:
    proxy = "http://me:hunter2@proxy.example.org:3128"
    config = read(tmp_path, FEED, {"FEEDS_PROXY_URL": proxy})

    assert proxy == config.http.proxy_url
    assert "hunter2" not in repr(config)


def test_authorization_comes_from_the_environment_and_stays_out_of_the_repr(
    tmp_path: Path,
) -> None:
    text = FEED + 'auth_env = "OC_AUTH"\nheaders = { Accept = "text/xml" }\n'
    config = read(tmp_path, text, {"OC_AUTH": "Bearer hunter2"})

    expected = {"Accept": "text/xml", "Authorization": "Bearer hunter2"}
    assert expected == config.headers_for(config.feeds[0])
    assert "hunter2" not in repr(config)


def test_a_disabled_feed_needs_no_secret(tmp_path: Path) -> None:
    config = read(tmp_path, FEED + 'auth_env = "OC_AUTH"\nenabled = false\n')

    assert not config.headers_for(config.feeds[0])


def test_it_warns_of_a_side_and_a_theatre_that_hang_on_one_origin(tmp_path: Path) -> None:
    feed = (
        '[[feeds]]\nname = "Azertac {n}"\nurl = "https://example.org/{n}"\nlanguage = "en"\n'
        'areas = ["armenia-azerbaijan"]\nside = "AZE"\norigin = "AZE_GOV"\n'
    )
    text = '[http]\ncontact = "a@example.org"\n' + feed.format(n=1) + feed.format(n=2)

    expected = (
        "theatre armenia-azerbaijan hangs on one origin: AZE_GOV",
        "side ARM in armenia-azerbaijan: no enabled feed",
        "side AZE in armenia-azerbaijan hangs on one origin: AZE_GOV",
        "theatre georgia: no enabled feed",
        "theatre north-caucasus: no enabled feed",
    )
    assert expected == warnings(read(tmp_path, text))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("enabled = false", "no feed is enabled: nothing will be read"),
        ("enabled = false", "1 of 1 feed is disabled"),
        (
            "poll_minutes = 0.5",
            'feeds "OC Media": poll_minutes = 0.5 is under a minute: publishers may block you',
        ),
        ("", "[http] contact is empty: publishers cannot reach you before they block you"),
        (
            "verify_tls = false",
            'feeds "OC Media": verify_tls = false: whoever stands between can invent its news',
        ),
    ],
)
def test_it_warns_of_what_is_allowed_but_risky(tmp_path: Path, change: str, expected: str) -> None:
    assert expected in warnings(read(tmp_path, FEED + change))


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]"])
def test_a_local_feed_may_be_polled_every_few_seconds(tmp_path: Path, host: str) -> None:
    text = FEED.replace("https://oc-media.org", f"http://{host}") + "poll_minutes = 0.05\n"

    assert not [text for text in warnings(read(tmp_path, text)) if "under a minute" in text]


def test_the_http_section_holds_the_limits_of_a_fetch() -> None:
    assert HttpLimits() == HttpLimits(**HttpSettings().model_dump())
