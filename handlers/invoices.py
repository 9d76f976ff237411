"""Paying an invoice: the last question before money moves, and Telegram's word that it has moved."""

import asyncio
import hashlib

import structlog
from telegram import PreCheckoutQuery, SuccessfulPayment, Update
from telegram.error import TelegramError

from bot import metrics
from bot.delivery.outcomes import Dead, outcome
from bot.domain.errors import DatabaseAway, DomainError
from bot.domain.ids import AccountId
from bot.domain.invoices import Checkout, InvoiceNotLookedUp
from bot.domain.trades import Outcome, Provider, Report
from bot.services import invoices, payment_reports, people
from handlers.context import Context

log = structlog.get_logger(__name__)

#: Seconds to look into the books before a payer is told to try again.
LOOK_WITHIN_S = 4.0
#: And for the answer to go out; Telegram waits ten in all.
ANSWER_WITHIN_S = 3.0


async def about_to_pay(update: Update, context: Context) -> None:
    """Somebody is about to pay: yes, or why not and what to do. It is answered in time, whatever the database does."""
    query = update.pre_checkout_query
    assert query is not None  # noqa: S101 registered for these only
    refusal = await _refusal(context, query)
    metrics.checkout_answered("yes" if refusal is None else refusal.code)
    said = None if refusal is None else await _words(context, refusal)
    await answer(query, said)


async def paid(update: Update, context: Context) -> None:
    """Money has moved. Told again, it counts once; what fits no order is looked into by a person."""
    message = update.message
    assert message is not None  # noqa: S101 registered for messages
    payment = message.successful_payment
    assert payment is not None  # noqa: S101 registered for these only
    report = _report(payment)
    booked = await context.act_as_bot(payment_reports.book, report, admins=context.wiring.told_admins)
    told = booked.shown or Outcome.AGAIN
    metrics.payment_reported(report.provider, told)
    log.info("invoice.paid", number=report.number, outcome=told)


async def failed(update: Update, context: Context, reference: str) -> None:
    """A bug kept us from looking: nobody pays blindly, and the payer is told at once."""
    query = update.pre_checkout_query
    if query is not None:
        texts = context.wiring.languages.texts(query.from_user.language_code, None, context.wiring.clock.now())
        await answer(query, texts.plain("apology", reference=reference))


async def answer(query: PreCheckoutQuery, refusal: str | None) -> None:
    """Answer a payer, once. Too late, it is dropped: Telegram has told them already that nothing was paid."""
    try:
        await query.answer(
            refusal is None, error_message=refusal, read_timeout=ANSWER_WITHIN_S, write_timeout=ANSWER_WITHIN_S
        )
    except TelegramError as error:
        what = outcome(error)
        is_stale = isinstance(what, Dead) and what.is_query_gone
        (log.info if is_stale else log.warning)("invoice.answer-lost", outcome=type(what).__name__, stale=is_stale)


async def _refusal(context: Context, query: PreCheckoutQuery) -> DomainError | None:
    """Why this can't be paid now."""
    checkout = Checkout(
        payer=AccountId(query.from_user.id),
        number=query.invoice_payload,
        currency=query.currency,
        amount_minor=query.total_amount,
    )
    try:
        async with asyncio.timeout(LOOK_WITHIN_S):
            context.account = await context.read(people.account, checkout.payer)
            await context.read(invoices.check, checkout, context.wiring.clock.now())
    except DomainError as refusal:
        return refusal
    except (DatabaseAway, TimeoutError):
        log.warning("invoice.not-looked-up", payer=checkout.payer)
        return InvoiceNotLookedUp()
    return None


async def _words(context: Context, refusal: DomainError) -> str:
    """In the payer's language; where nobody knows them, or the database is away, the one that Telegram names."""
    language = context.user.language_code if context.account is None else context.account.language
    return context.wiring.languages.texts(language, None, context.wiring.clock.now()).refusal(refusal)


def _report(payment: SuccessfulPayment) -> Report:
    return Report(
        provider=Provider.TELEGRAM,
        event_id=payment.telegram_payment_charge_id,
        number=payment.invoice_payload,
        money_id=payment.telegram_payment_charge_id,
        amount_minor=payment.total_amount,
        currency=payment.currency,
        body_sha256=hashlib.sha256(payment.to_json().encode()).hexdigest(),
        desk_id=payment.provider_payment_charge_id,
    )
