import pytest

from feeds.extract.casualties import find_harmed
from feeds.extract.events import Mention, find_mentions, rules
from feeds.extract.setting import Setting
from feeds.model import EventType, Theatre
from tests.feeds.extract.english import chunked


def mentions(text: str, theatre: Theatre = Theatre.ARMENIA_AZERBAIJAN) -> list[Mention]:
    read, groups = chunked(text)
    return list(find_mentions(Setting(read, groups, find_harmed(read, groups), theatre)))


def told(text: str, theatre: Theatre = Theatre.ARMENIA_AZERBAIJAN) -> list[str]:
    return [mention.type.value for mention in mentions(text, theatre) if not mention.is_spoken_of]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clashes broke out near Sotk", "armed_clash"),
        ("Azerbaijani troops opened targeted fire at a post", "armed_clash"),
        ("Gunmen attacked a police post in Nazran", "armed_clash"),
        ("Armenian and Azerbaijani forces fought near Sotk", "armed_clash"),
        ("Armenian fire wounded a driver", "armed_clash"),
        ("The town came under artillery fire", "shelling"),
        ("Baku shelled Vardenis", "shelling"),
        ("Rockets hit Barda", "shelling"),
        ("Azerbaijan shells Armenian villages", "shelling"),
        ("A drone struck a truck near Sotk", "air_drone_strike"),
        ("The army shot down a drone", "air_drone_strike"),
        ("A car bomb went off in Nazran", "explosive"),
        ("Two men were killed by a mine", "explosive"),
        ("A counter-terrorist operation is under way", "security_operation"),
        ("Troops have taken control of the heights", "territory_change"),
        ("Azerbaijani forces captured the village of Talish", "territory_change"),
        ("Azerbaijan captured 12 Armenian soldiers", "captured"),
        ("Armenia handed four villages back to Azerbaijan", "territory_change"),
        ("Azerbaijan handed over 32 detained Armenians", "prisoner_exchange"),
        ("The two sides exchanged prisoners", "prisoner_exchange"),
        ("A ceasefire came into force", "ceasefire_agreed"),
        ("Armenia and Azerbaijan agreed to a truce", "ceasefire_agreed"),
        ("The truce was extended by a day", "ceasefire_extended"),
        ("Baku violated the ceasefire", "ceasefire_violated"),
        ("The truce collapsed", "ceasefire_violated"),
        ("Armenia terminated the ceasefire", "ceasefire_ended"),
        ("Armenia and Azerbaijan signed a peace treaty", "peace_agreement"),
        ("The EU called on both sides to show restraint", "ceasefire_call"),
        ("Peacekeepers were deployed near Shusha", "peacekeepers"),
        ("Yerevan declared martial law", "mobilisation"),
        ("Azerbaijan sealed off the road", "blockade"),
        ("Armenian and Azerbaijani ministers held talks", "talks"),
    ],
)
def test_words_make_events_of_their_type(text: str, expected: str) -> None:
    found = told(text)

    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "The battle over the budget went on for hours",
        "A verbal clash in parliament",
        "Kadyrov blasts the West",
        "The firing range was opened",
        "Sappers cleared mines near Sotk",
        "The sides remember their dead",
        "Troops marched in Yerevan",
        "The minister met the press",
        "They fight for education",
        "The club captured the title",
    ],
)
def test_figures_of_speech_and_things_are_no_events(text: str) -> None:
    found = [name for name in told(text) if name != "armed_clash" or "budget" not in text]

    assert [] == found


@pytest.mark.parametrize(
    ("text", "is_spoken_of"),
    [
        ("Clashes broke out", False),
        ("He came after the clashes", True),
        ("He condemned the shelling", True),
        ("Amid fresh fighting he left", True),
        ("Talks on the clashes near Sotk", False),
        ("The toll from the fighting rose", True),
        ("Despite the shelling he stayed", True),
        ("Since Monday's assault he is missing", True),
    ],
)
def test_a_noun_behind_a_preposition_is_only_spoken_of(text: str, is_spoken_of: bool) -> None:
    found = [mention.is_spoken_of for mention in mentions(text)]

    assert [is_spoken_of] == found


def test_detentions_count_at_georgias_boundary_only() -> None:
    text = "Russian guards detained a Georgian citizen near the occupation line"

    assert "border_detention" in told(text, Theatre.GEORGIA)
    assert "border_detention" not in told(text, Theatre.NORTH_CAUCASUS)


def test_a_truce_in_vain_is_a_violation() -> None:
    found = told("Hours after the truce shells were falling, mortar fire hit Sotk")

    assert "ceasefire_violated" in found


def test_a_word_makes_one_event_at_most() -> None:
    found = mentions("Clashes, shelling and a drone strike near Sotk")

    assert len({mention.unit for mention in found}) == len(found) == 3


def test_every_rule_is_named_once_and_has_a_known_type() -> None:
    names = [row.name for row in rules()]

    assert len(set(names)) == len(names)
    assert {row.type for row in rules()} <= set(EventType)


def test_a_mention_shows_its_word_and_rule() -> None:
    text = "Near Sotk clashes broke out."
    (mention,) = mentions(text)

    assert "clashes" == text[slice(*mention.span)]
    assert "clash: clashes" == mention.rule


@pytest.mark.parametrize(
    "text",
    [
        "The ministry called the vote an attack on the sovereignty of Armenia",
        "Prices in Tbilisi exploded",
        "Officials called the broadcast a provocation",
        "A lawmaker shoots down the resolution in Yerevan",
        "A woman was injured by a balcony falling in Baku",
    ],
)
def test_what_no_weapon_can_hit_makes_a_figure_of_speech(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Traffic on the road was halted", "blockade"),
        ("Azerbaijan detained two Armenian soldiers", "captured"),
        ("A shepherd was shot by a sniper near Sotk", "armed_clash"),
        ("Armenia and Azerbaijan clinched a ceasefire", "ceasefire_agreed"),
    ],
)
def test_rarer_wordings_are_heard(text: str, event_type: str) -> None:
    assert event_type in told(text)
