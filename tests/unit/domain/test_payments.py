import hashlib
import json
import re
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import AccountId, CommunityId, OrderId, PayeeId
from bot.domain.payments import Payee, PayeeState, Snapshot, read_snapshot, reference, snapshot
from tests.unit.domain.things import NOW

PAYEE = Payee(
    id=PayeeId(1),
    community_id=CommunityId(1),
    standard="epc",
    account="DE33100205000001194700",
    name="Lin Wang",
    city="Berlin",
    extra="bank",
    currency="EUR",
    state=PayeeState.KEPT,
    created_by=AccountId(900),
    created_at=NOW,
    counts_from=NOW,
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SNAPSHOTS = st.builds(
    Snapshot,
    standard=TEXTS,
    account=TEXTS,
    name=TEXTS,
    city=TEXTS,
    currency=TEXTS,
    amount_minor=st.integers(0, 10**15),
    reference=TEXTS,
    extra=TEXTS,
)


@given(SNAPSHOTS)
def test_a_snapshot_is_read_back_as_it_was_written(shot: Snapshot) -> None:
    assert read_snapshot(shot.written()) == shot


@given(SNAPSHOTS)
def test_the_seal_is_the_hash_of_what_is_written(shot: Snapshot) -> None:
    assert shot.seal() == hashlib.sha256(shot.written().encode()).hexdigest()


@pytest.mark.parametrize("field", [field.name for field in fields(Snapshot)])
def test_the_seal_breaks_with_any_change(field: str) -> None:
    shot = snapshot(PAYEE, 2990, "KT10000041")
    changed = replace(shot, **{field: 2991 if field == "amount_minor" else "x"})
    assert changed.seal() != shot.seal()


def test_what_is_written_never_changes_its_form() -> None:
    shot = snapshot(PAYEE, 2990, "KT10000041")
    assert list(json.loads(shot.written())) == sorted(field.name for field in fields(Snapshot))
    assert shot == Snapshot(
        standard="epc",
        account="DE33100205000001194700",
        name="Lin Wang",
        city="Berlin",
        currency="EUR",
        amount_minor=2990,
        reference="KT10000041",
        extra="bank",
    )


@given(st.integers(10_000_000, 99_999_999), st.integers(1, 10**12))
def test_a_reference_is_what_every_standard_takes(start: int, number: int) -> None:
    written = reference(start, OrderId(number))
    assert re.fullmatch(r"[A-Z0-9]{6,20}", written)
    assert written.lstrip("KT").isdigit()
    assert int(written[2:]) == start + number


@given(st.integers(10_000_000, 99_999_999), st.sets(st.integers(1, 10**9), min_size=2, max_size=9))
def test_no_two_orders_have_one_reference(start: int, numbers: set[int]) -> None:
    assert len({reference(start, OrderId(number)) for number in numbers}) == len(numbers)
