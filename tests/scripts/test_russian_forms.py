"""Russian place names decline by a table of endings; what doesn't decline has no forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.russian_forms import adjective_stems, area_forms, case_forms


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Горис", "Гориса Горису Горисом Горисе"),
        ("Нальчик", "Нальчика Нальчику Нальчиком Нальчике"),
        ("Назарбеч", "Назарбеча Назарбечу Назарбечем Назарбече"),
        ("Чечня", "Чечни Чечне Чечню Чечней"),
        ("Грузия", "Грузии Грузию Грузией"),
        ("Тереза", "Терезы Терезе Терезу Терезой"),
        ("Сотка", "Сотки Сотке Сотку Соткой"),
        ("Грозный", "Грозного Грозному Грозным Грозном"),
        ("Моздокский", "Моздокского Моздокскому Моздокским Моздокском"),
        ("Ленинское", "Ленинского Ленинскому Ленинским Ленинском"),
        ("Иваново", "Иванова Иванову Ивановом Иванове"),
        ("Приволжье", "Приволжья Приволжью Приволжьем"),
        ("Беной", "Беноя Беною Беноем Беное"),
        ("Горы", "Горов Горам Горами Горах"),
    ],
)
def test_a_name_declines_by_its_ending(name: str, expected: str) -> None:
    assert expected.split() == list(case_forms(name, "AM"))


@pytest.mark.parametrize("name", ["Ханкенди", "Баку", "Гюмри", "Тбилиси", "а", "й", "", " "])
def test_what_does_not_decline_has_no_forms(name: str) -> None:
    assert case_forms(name, "AZ") == ()


@pytest.mark.parametrize(
    ("country", "expected"),
    [("RU", ("Ачалуков", "Ачалукам", "Ачалуками", "Ачалуках")), ("AZ", ())],
)
def test_only_russias_own_names_in_i_are_plurals(country: str, expected: tuple[str, ...]) -> None:
    assert expected == case_forms("Ачалуки", country)


@pytest.mark.parametrize("form", ["Назрани", "Назранью", "Назраня", "Назранем"])
def test_a_soft_sign_may_be_of_either_gender(form: str) -> None:
    assert form in case_forms("Назрань", "RU")


@pytest.mark.parametrize("form", ["Шуши", "Шушей"])
def test_no_y_stands_behind_a_hissing_letter(form: str) -> None:
    assert form in case_forms("Шуша", "AZ")
    assert "Шушы" not in case_forms("Шуша", "AZ")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Верхний Ларс", "Верхнем Ларсе"),
        ("Верхняя Аскипара", "Верхней Аскипары"),
        ("Верхнее Казанище", "Верхнего Казанище"),
        ("Ближний Восток", "Ближнего Востока"),
        ("Северная Осетия", "Северной Осетии"),
        ("Нагорный Карабах", "Нагорном Карабахе"),
        ("Нор Кянк", "Нор Кянке"),
        ("Нижние Ачалуки", "Нижних Ачалуках"),
    ],
)
def test_adjectives_before_a_name_decline_with_it(name: str, form: str) -> None:
    assert form in case_forms(name, "RU")


@given(st.text("абвгдежзиклмнопрстуфхцчшщъыьэюяё -", max_size=30), st.sampled_from(["RU", "AZ"]))
def test_any_name_has_forms_that_differ_from_it_and_from_each_other(
    name: str, country: str
) -> None:
    forms = case_forms(name, country)

    assert name not in forms
    assert len(set(forms)) == len(forms)
    assert all(len(form.split(" ")) == len(name.split(" ")) for form in forms)


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("Лачин", "town", "Лачинского района"),
        ("Лачин", "town", "лачинском направлении"),
        ("Шуша", "district", "Шушинским районом"),
        ("Физули", "town", "физулинском участке"),
        ("Назрань", "town", "Назранском районе"),
        ("Курск", "town", "Курский район"),
        ("Сюник", "province", "Сюникской области"),
    ],
)
def test_the_land_around_a_town_is_called_by_its_adjective(name: str, kind: str, form: str) -> None:
    assert form in area_forms(name, kind, "AZ")


@pytest.mark.parametrize(
    ("country", "form"), [("RU", "Хасавюртовский район"), ("AZ", "Хасавюртский район")]
)
def test_a_russian_yurt_has_an_adjective_of_its_own(country: str, form: str) -> None:
    assert form in area_forms("Хасавюрт", "town", country)


@pytest.mark.parametrize("name", ["Грозный", "Верхняя", "Нор Кянк", "Ош", "горис", "Goris", ""])
def test_no_land_is_called_by_an_adjective_or_by_several_words(name: str) -> None:
    assert area_forms(name, "town", "RU") == ()


@pytest.mark.parametrize(
    ("name", "country", "stem"),
    [
        ("Лачин", "AZ", "лачинск"),
        ("Физули", "AZ", "физулинск"),
        ("Цхинвали", "GE", "цхинвальск"),
        ("Хасавюрт", "RU", "хасавюртовск"),
        ("Унцукуль", "RU", "унцукульск"),
        ("Шатой", "RU", "шатойск"),
        ("Буйнакск", "RU", "буйнакск"),
        ("Грозный", "RU", "грозненск"),
        ("Урус-Мартан", "RU", "урус-мартановск"),
    ],
)
def test_a_name_has_the_stem_of_its_adjective(name: str, country: str, stem: str) -> None:
    assert stem in adjective_stems(name, country)


@pytest.mark.parametrize("name", ["Каспийск", "Верхняя", "Нор Кянк", "Тех", "Гори ", "Goris"])
def test_a_word_of_its_own_is_no_adjective_of_a_place(name: str) -> None:
    assert adjective_stems(name, "RU") == ()
