"""Taking back and putting right: everybody who was told is told so, with the reason."""

from pathlib import Path

from tests.bot.made import claim
from tests.bot.operators.made import desk
from tests.telegram_server.server import FakeTelegram


async def test_a_retracted_incident_is_taken_back_from_its_readers(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        at.report()
        await at.passes()
        said = await at.stage.step("Olga", "/retract #1 The article was about <2008>")
        await at.passes(700)
        again = await at.stage.step("Olga", "/retract 1 twice")

    original, reply = at.reader.sent
    assert said == ["#1 is withdrawn; everybody who was told of it is told so."]
    assert again == ["#1 is withdrawn already."]
    assert reply.reply_to == original.id
    assert "The article was about <2008>" in reply.text
    assert original.text.startswith("WITHDRAWN: please disregard #1")
    assert at.deeds() == [("retract", "#1: The article was about <2008>")]


async def test_a_figure_is_put_right_by_its_place_in_the_list(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        at.report(claims=(claim(), claim(claimant="AZE_MOD", low=5, high=5)))
        await at.passes()
        (listed,) = await at.stage.step("Olga", "/correct 1")
        said = await at.stage.step("Olga", "/correct 1 1 3 We misread the article")
        await at.passes(700)

    _, reply = at.reader.sent
    assert "1: Armenia MoD: 2 of its soldiers killed" in listed
    assert "2: Azerbaijan MoD" in listed
    assert said == ["#1 is put right; everybody who was told of it is told so."]
    assert "Earlier: Armenia MoD: 2 of its soldiers killed" in reply.text
    assert "3 of its soldiers killed" in reply.text
    assert "by an operator of this service" in reply.text
    assert "We misread the article" in reply.text


WRONG = {
    "/retract": "For example: /retract 1042",
    "/retract 1": "For example: /retract 1042",
    "/retract 99 because": "For example: /retract 1042",
    "/correct": "For example: /correct 1042",
    "/correct 1 9 3 no such place": "For example: /correct 1 1 2",
    "/correct 1 0 3 no such place": "For example: /correct 1 1 2",
    "/correct 1 1 many of them": "For example: /correct 1 1 2",
    "/correct 1 1 -3 of them": "For example: /correct 1 1 2",
    "/correct 1 1 3": "For example: /correct 1 1 2",
    "/correct 1 1 99999999 of them": "For example: /correct 1 1 2",
}


async def test_wrong_arguments_change_nothing_and_are_answered_with_an_example(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        at.report()
        said = {command: await at.stage.step("Olga", command) for command in WRONG}

    wrong = [command for command, answer in said.items() if WRONG[command] not in answer[0]]
    assert wrong == []
    assert at.deeds() == []


async def test_an_incident_without_figures_can_only_be_taken_back(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        at.report(claims=())
        said = await at.stage.step("Olga", "/correct 1")

    assert said == ["#1 has no figures. To take it back: /retract 1 REASON"]


async def test_an_operators_own_act_needs_no_review(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes()
        await at.stage.step("Olga", "/release 1")
        await at.passes()
        await at.stage.step("Olga", "/retract 1 It was an anniversary")
        await at.passes(700)

    assert len(at.reader.sent) == 2
    assert len(at.admins.sent) == 1
