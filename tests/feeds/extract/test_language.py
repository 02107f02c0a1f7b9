import pytest

from feeds.extract.language import detect_language

ENGLISH = "Two soldiers were killed near the village of Nerkin Hand, the ministry said."
RUSSIAN = "Двое военных погибли у села Неркин Анд, сообщило министерство."
ARMENIAN = "Երկու զինծառայող է զոհվել Ներքին Հանդ գյուղի մոտ։"
GEORGIAN = "სუს-ის ინფორმაციით, სოფელ კირბალში ერთი ადამიანი დაიღუპა."
AZERBAIJANI = "Nazirlik bildirib ki, Laçın istiqamətində iki hərbçi həlak olub."
TURKISH = "Bakanlık, sınırda çıkan çatışmada iki askerin şehit olduğunu açıkladı."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (RUSSIAN, "ru"),
        (ARMENIAN, "hy"),
        (GEORGIAN, "ka"),
        (AZERBAIJANI, "az"),
        (TURKISH, "tr"),
    ],
)
def test_letters_tell_the_language(text: str, language: str) -> None:
    found = detect_language(text)

    assert found == language


@pytest.mark.parametrize(
    ("text", "tag", "language"),
    [
        (ENGLISH, "en-US", "en"),
        (ENGLISH, "ru", "en"),
        (AZERBAIJANI, "en-US", "az"),
        (AZERBAIJANI, "az", "az"),
        (TURKISH, "en", "tr"),
        (GEORGIAN, "en_GB", "ka"),
        ("Двоє військових загинули", "uk", "uk"),
        ("Deux soldats ont été tués", "fr-FR", "fr"),
        ("1, 2, 3", "ru", "ru"),
        ("", "", "en"),
    ],
)
def test_a_tag_is_believed_only_where_the_letters_allow_it(
    text: str, tag: str, language: str
) -> None:
    found = detect_language(text, tag)

    assert found == language


def test_a_name_with_foreign_letters_does_not_change_the_language() -> None:
    found = detect_language("Army takes Kəlbəcər, Ağdam and Füzuli in one day")

    assert found == "en"
