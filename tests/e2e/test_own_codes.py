"""`/payee` with the code that a leader has already, as a photo or as its text: read, shown, kept, paid by buyers."""

import io

import pytest
from PIL import Image

from bot.payqr import image
from bot.payqr.fingerprints import seal
from tests.kit.groups import Group
from tests.kit.people import Somebody
from tests.kit.scenes import Scene
from tests.unit.payqr import parsers
from tests.unit.payqr.test_codes import KHQR
from tests.unit.payqr.test_own import DUITNOW, QRIS, QRIS_37500, resealed

ALIPAY = "https://qr.alipay.com/fkx01234abcdefgh5678"


async def a_group(scene: Scene, currency: str, *, language: str = "en") -> tuple[Somebody, Group]:
    """Lin leads a group that pays in this currency, without a payee."""
    lin = await scene.person("Lin", language=language)
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    group = await scene.group(members=[lin, ana, ben], admins=[lin])
    group.leader = lin
    await lin.says("/lead", to=group)
    await lin.says(f"/community currency {currency}", to=group)
    return lin, group


async def a_buyer(scene: Scene, group: Group, price: str) -> Somebody:
    """Ana is asked to pay for her place in a team of two."""
    ana, ben = (next(one for one in scene.people if one.name == name) for name in ("Ana", "Ben"))
    card = await scene.a_deal(group, team=2, price=price, alone=None)
    await scene.a_team(card, ana, ben)
    return ana


@pytest.mark.parametrize("way", ["photo", "reply", "text"])
async def test_a_qris_code_is_shown_kept_and_gets_each_buyers_amount(scene: Scene, way: str) -> None:
    lin, group = await a_group(scene, "IDR")
    if way == "photo":
        await lin.says(photo=image.draw(QRIS), caption="/payee")
    elif way == "reply":
        photo = await lin.says(photo=image.draw(QRIS), to=group)
        await lin.says("/payee", to=group, reply_to=photo.id)
    else:
        await lin.says(f"/payee {QRIS}")
    shown = await lin.sees("Is this where the money goes?")
    for part in ("WARUNG BERSAMA, BANDUNG · IDR", "QRIS · Indonesia", "ID1099900012345", "try one small payment first"):
        assert part in shown.text
    assert parsers.emv(lin.reads(shown))["54"] == "1"
    await lin.taps("Keep")
    ana = await a_buyer(scene, group, "37500")
    assert await ana.sees_qr() == QRIS_37500
    assert "To WARUNG BERSAMA …2345" in ana.qr_messages()[-1].text


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_another_leader_compares_a_changed_code_by_its_fingerprint(scene: Scene, language: str) -> None:
    lin, group = await a_group(scene, "IDR")
    mia = await scene.person("Mia", language=language)
    scene.telegram.set_standing(group.id, mia.id, "administrator", by=lin.id)
    await mia.says("/lead", to=group)
    seals = []
    for code, button in ((QRIS, "button-keep-payee"), (resealed(QRIS, {"60": "JAKARTA"}), "button-replace-payee")):
        await lin.says(f"/payee {code}")
        shown = await lin.sees("Is this where the money goes?")
        seals.append(lin.word("payee-seal", seal=seal(code)))
        assert seals[-1] in shown.text
        await lin.taps(next(label for label in shown.labels if label.startswith(lin.word(button, account="…2345"))))
    assert len(set(seals)) == 2, "the account's digits are the same"
    told = await mia.sees(mia.word("payee-seal", seal=seal(resealed(QRIS, {"60": "JAKARTA"}))))
    assert "ID1099900012345" in told.text


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_leader_is_told_that_a_personal_code_takes_no_amount(scene: Scene, language: str) -> None:
    lin, _ = await a_group(scene, "CNY", language=language)
    await lin.says(f"/payee {ALIPAY} 王芳")
    shown = await lin.sees("王芳")
    assert lin.word("payee-typed") in shown.text
    assert lin.reads(shown) == ALIPAY


async def test_a_personal_code_is_drawn_as_it_is_and_the_amount_stands_beside_it(scene: Scene) -> None:
    lin, group = await a_group(scene, "CNY")
    await lin.says(photo=image.draw(ALIPAY), caption="/payee 王芳")
    await lin.taps("Keep")
    ana = await a_buyer(scene, group, "29.90")
    assert await ana.sees_qr() == ALIPAY
    asked = ana.qr_messages()[-1]
    assert "29.90" in asked.text
    assert "Reference KT" in asked.text
    assert "type it, and put the reference into the note" in asked.text
    assert [each["text"] for each in asked.buttons][:2] == ["Copy amount", "Copy reference"]


PIX = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-42665544000052"
    "04000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)


async def test_a_pix_code_becomes_a_pix_payee_with_a_reference(scene: Scene) -> None:
    lin, group = await a_group(scene, "BRL")
    await lin.says(photo=image.draw(PIX), caption="/payee")
    await lin.taps("Keep")
    ana = await a_buyer(scene, group, "29.90")
    read = parsers.emv(await ana.sees_qr())
    assert (read["26-01"], read["54"]) == ("123e4567-e12b-12d1-a456-426655440000", "29.90")
    assert read["62-05"].startswith("KT")


def two_codes() -> bytes:
    """A picture of two codes side by side."""
    one = Image.open(io.BytesIO(image.draw(QRIS))).convert("L")
    both = Image.new("L", (2 * one.width, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(one, (one.width, 0))
    return saved(both)


def saved(picture: Image.Image) -> bytes:
    """As PNG."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        (saved(Image.new("L", (300, 300), 200)), "I found no QR code in that picture"),
        (two_codes(), "There are 2 QR codes in that picture"),
        (image.draw("https://example.com/menu"), "That QR code asks for no money"),
        (image.draw(QRIS[:-1] + "1"), "checksum doesn't fit"),
        (image.draw(DUITNOW), "made for one payment already"),
        (image.draw(PIX), "asks for BRL, and this group pays in IDR"),
        (image.draw(ALIPAY), "says no name"),
        (image.draw(resealed(QRIS, {"82": "0004ABCD"})), "signed by whoever made it"),
        (image.draw(resealed(QRIS, {"99": "0013" + "1795319305696"})), "expires, and every code"),
    ],
)
async def test_a_wrong_picture_is_refused_by_its_fault_and_nothing_is_kept(
    scene: Scene, photo: bytes, said: str
) -> None:
    lin, _ = await a_group(scene, "IDR")
    await lin.says(photo=photo, caption="/payee")
    await lin.sees(said)
    await lin.sees_no("Is this where the money goes?")


@pytest.mark.parametrize(
    ("currency", "line", "said"),
    [
        ("USD", KHQR, "khqr asks for KHR, and this group pays in USD"),
        ("EUR", f"own {QRIS}", "This code asks for IDR, and this group pays in EUR"),
        ("EUR", QRIS, "This code asks for IDR, and this group pays in EUR"),
        ("EUR", f"{ALIPAY} Wang Fang", "This code asks for CNY, and this group pays in EUR"),
        ("IDR", f"own {QRIS[:-9]}", "isn't whole"),
    ],
)
async def test_a_code_of_another_currency_is_refused(scene: Scene, currency: str, line: str, said: str) -> None:
    lin, _ = await a_group(scene, currency)
    await lin.says(f"/payee {line}")
    await lin.sees(said)
    await lin.sees_no("Is this where the money goes?")


async def test_a_photo_without_the_command_is_no_payee(scene: Scene) -> None:
    lin, _ = await a_group(scene, "IDR")
    await lin.says(photo=image.draw(QRIS))
    await lin.sees_no("Is this where the money goes?")


async def test_a_line_beside_a_photo_is_taken_at_its_word(scene: Scene) -> None:
    lin, _ = await a_group(scene, "EUR")
    await lin.says(photo=image.draw(QRIS), caption="/payee epc DE33 1002 0500 0001 1947 00 Lin Wang")
    await lin.sees("DE33 1002 0500")


async def test_a_picture_that_telegram_does_not_give_out_is_asked_for_again(scene: Scene) -> None:
    lin, _ = await a_group(scene, "IDR")
    scene.telegram.fault("getFile", status=500, times=1)
    await lin.says(photo=image.draw(QRIS), caption="/payee")
    await lin.sees("I couldn't get that picture")
    await lin.says(photo=image.draw(QRIS), caption="/payee")
    await lin.sees("Is this where the money goes?")


async def test_a_photo_that_follows_a_bare_payee_is_looked_into(scene: Scene) -> None:
    lin, group = await a_group(scene, "IDR")
    await lin.says("/payee", to=group)
    await lin.says(photo=image.draw(QRIS))
    await lin.sees("WARUNG BERSAMA, BANDUNG")


async def test_a_photo_is_waited_for_over_a_restart_and_not_for_ever(scene: Scene) -> None:
    lin, _ = await a_group(scene, "IDR")
    await lin.says("/payee")
    await scene.bot_stops()
    await scene.bot_starts()
    await scene.clock.moves(minutes=9)
    await lin.says(photo=image.draw(QRIS))
    await lin.sees("WARUNG BERSAMA, BANDUNG")
    await scene.clock.moves(minutes=1)
    shown = len(lin.told())
    await lin.says(photo=image.draw(QRIS))
    assert not any("WARUNG" in seen.text for seen in lin.told()[shown:])


async def test_a_screenshot_sent_as_a_file_is_read_too(scene: Scene) -> None:
    lin, _ = await a_group(scene, "IDR")
    await lin.says(document=("code.png", image.draw(QRIS)), caption="/payee")
    await lin.sees("WARUNG BERSAMA, BANDUNG")


async def test_a_file_that_is_no_picture_is_not_fetched(scene: Scene) -> None:
    lin, _ = await a_group(scene, "IDR")
    await lin.says(document=("code.pdf", b"%PDF-1.4"), caption="/payee")
    await lin.sees("Where does your buyers' money go?")
    assert scene.telegram.calls("getFile") == []


async def test_a_sharper_photo_may_follow_a_bad_one(scene: Scene) -> None:
    lin, _ = await a_group(scene, "IDR")
    await lin.says("/payee")
    await lin.says(photo=image.draw(QRIS[:-1] + "1"))
    await lin.sees("checksum doesn't fit")
    await lin.says(photo=image.draw(QRIS))
    await lin.sees("WARUNG BERSAMA, BANDUNG")


@pytest.mark.parametrize("photo", [saved(Image.new("L", (300, 300), 200)), image.draw("0046000600000101030140225")])
async def test_a_photo_without_a_payment_code_after_a_bare_payee_is_a_receipt(scene: Scene, photo: bytes) -> None:
    lin, group = await a_group(scene, "EUR")
    await lin.says("/payee epc DE33 1002 0500 0001 1947 00 Lin Wang", to=group)
    await lin.taps("Keep")
    ben = next(one for one in scene.people if one.name == "Ben")
    card = await scene.a_deal(group, team=2, price="29.90", alone=None)
    await scene.a_team(card, lin, ben)
    await lin.says("/payee")
    await lin.says(photo=photo)
    await lin.sees_no("QR code")
    await lin.sees("1 buyer says")


async def test_a_photo_long_after_a_bare_payee_is_a_receipt(scene: Scene) -> None:
    lin, _ = await a_group(scene, "IDR")
    await lin.says("/payee")
    await scene.clock.moves(minutes=11)
    await lin.says(photo=image.draw(QRIS))
    await lin.sees_no("Is this where the money goes?")


async def test_who_leads_nothing_has_no_picture_fetched(scene: Scene) -> None:
    ana = await scene.person("Ana")
    await ana.says(photo=image.draw(QRIS), caption="/payee")
    assert scene.telegram.calls("getFile") == []
