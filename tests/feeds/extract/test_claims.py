import pytest

from feeds.extract.claims import Claim, claim_for, find_claims
from feeds.model import Side
from tests.feeds.extract.english import lines


def claims(text: str) -> list[Claim]:
    return [claim for found in find_claims(lines(text)) for claim in found]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Armenian Defence Ministry said two died.", ("ARM_MOD",)),
        ("Two died, the Defence Ministry in Yerevan said.", ("ARM_MOD",)),
        ("Azerbaijan's State Border Service announced it.", ("AZE_SBS",)),
        ("Baku says two died.", ("AZE_GOV",)),
        ("According to Georgia's State Security Service, two died.", ("GEO_SSG",)),
        ("Prime Minister Nikol Pashinyan told parliament.", ("ARM_PM",)),
        ("Russia's FSB said it.", ("RUS_FSB",)),
        ("The National Anti-Terrorism Committee reported it.", ("RUS_NAC",)),
        ("A medic said two died.", ("medic",)),
        ("The EU said it was worried.", ("EU",)),
        ("Yerevan, which had denied it, has confirmed it.", ("ARM_GOV",)),
    ],
)
def test_a_speaker_becomes_a_code(text: str, codes: tuple[str, ...]) -> None:
    found = claims(text)

    assert codes in [claim.codes for claim in found if claim.kind != "deny"]


def test_a_pronoun_stands_for_the_last_speaker() -> None:
    first, second = claims("The Armenian Defence Ministry said two died. It said one was hurt.")

    assert first.codes == second.codes == ("ARM_MOD",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Baku said it.", "say"),
        ("Baku claims it.", "claim"),
        ("Baku denied it.", "deny"),
        ("Baku accused Armenia of it.", "accuse"),
        ("Two were reportedly killed.", "reported"),
    ],
)
def test_a_claim_knows_its_kind(text: str, kind: str) -> None:
    (claim,) = claims(text)

    assert kind == claim.kind


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Baku accused Armenia of shelling.", Side.ARM),
        ("Armenia and Azerbaijan accused each other of shelling.", Side.BOTH),
        ("Baku said it.", None),
    ],
)
def test_an_accusation_names_the_accused(text: str, accused: Side | None) -> None:
    (claim,) = claims(text)

    assert accused == claim.accused


def test_two_sides_with_one_voice_are_two_codes() -> None:
    (claim,) = claims("Armenia and Azerbaijan said a truce was agreed.")

    assert ("ARM_GOV", "AZE_GOV") == claim.codes


def test_a_noun_implies_the_claim_that_is_denied() -> None:
    found = claims(
        "Armenia's Defence Ministry denied it, calling the statement from Baku disinformation."
    )

    said = {(claim.kind, claim.codes) for claim in found}

    assert {("deny", ("ARM_MOD",)), ("claim", ("AZE_GOV",))} <= said


@pytest.mark.parametrize(
    ("unit", "expected"),
    [(0, "first"), (4, "first"), (8, "second"), (12, "second")],
)
def test_the_last_claim_before_a_word_reaches_it(unit: int, expected: str) -> None:
    made = [
        Claim("say", ("ARM_MOD",), Side.ARM, 1, 0, 1, (0, 1), 0),
        Claim("say", ("AZE_MOD",), Side.AZE, 7, 6, 7, (0, 1), 0),
    ]

    found = claim_for(made, unit)

    assert {"first": made[0], "second": made[1]}[expected] == found


def test_without_a_claim_nobody_says_it() -> None:
    found = claim_for([], 3)

    assert found is None
