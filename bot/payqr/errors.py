"""What a payment standard says when it says no: `given` is what was written, `expected` a whole line that would do."""

from bot.domain.errors import DomainError


class PayeeUnreadable(DomainError):
    """The line does not say where the money goes. Facts: `given`, `expected`."""


class UnknownStandard(PayeeUnreadable):
    """The first word names no payment standard of ours. Facts: `given`, `known`, `expected`."""


class AccountAmbiguous(PayeeUnreadable):
    """Digits with blanks that are an account read in more than one way. Facts: `given`, `expected`."""


class NameMissing(DomainError):
    """A payee without a name: the bank's app and the buyer could not compare it. Facts: `standard`, `expected`."""


class CityMissing(DomainError):
    """The standard wants the payee's city. Facts: `standard`, `expected`."""


class BadIban(DomainError):
    """Not an IBAN, or its check digits are wrong. Facts: `given`."""


class WrongIbanLength(BadIban):
    """An IBAN of this country has another length. Facts: `given`, `country`, `length`, `wanted`."""


class IbanOutsideSepa(BadIban):
    """No SEPA transfer reaches this country. Facts: `given`, `country`."""


class AccountAbroad(DomainError):
    """An account of a country whose banks don't take this code. Facts: `standard`, `given`, `country`, `wanted`."""


class BadCzechAccount(DomainError):
    """Not a Czech account number, or its check digits are wrong. Facts: `given`."""


class BadSerbianAccount(DomainError):
    """Not a Serbian account number, or its check digits are wrong. Facts: `given`."""


class BadRussianAccount(DomainError):
    """Not the account, BIC and correspondent account of a Russian bank's customer. Facts: `given`, `expected`."""


class BankMissing(DomainError):
    """The code must name the payee's bank. Facts: `expected`."""


class AddressMissing(DomainError):
    """The code must have the payee's address, postal code and town at least. Facts: `given`, `expected`."""


class BadVpa(DomainError):
    """Not a UPI address. Facts: `given`."""


class BadBitcoinAddress(DomainError):
    """Not an address of the Bitcoin network, or its checksum is wrong. Facts: `given`."""


class BadTonAddress(DomainError):
    """Not an address of the TON network, or its checksum is wrong. Facts: `given`."""


class BadPaypalName(DomainError):
    """Not a PayPal.Me name: at most 20 letters and digits. Facts: `given`."""


class BadPixKey(DomainError):
    """None of the kinds of Pix key. Facts: `given`."""


class BadCpf(BadPixKey):
    """Eleven digits whose check digits are not a CPF's. Facts: `given`."""


class BadCnpj(BadPixKey):
    """Fourteen characters whose check digits are not a CNPJ's. Facts: `given`."""


class BadPhone(DomainError):
    """Not a phone number of the standard's country. Facts: `given`, `example`."""


class BadUen(DomainError):
    """Not a Singapore business number, or its check letter is wrong. Facts: `given`."""


class BadPaynowId(DomainError):
    """Neither a Singapore mobile number nor a business number. Facts: `given`."""


class UnknownBank(DomainError):
    """No bank of the standard's country by this name or number. Facts: `given`, `expected`."""


class BadAccount(DomainError):
    """Not an account number of the standard's country. Facts: `given`, `expected`."""


class BadFpsId(DomainError):
    """Neither a mobile number of Hong Kong, an FPS ID nor an e-mail address. Facts: `given`."""


class BadBakongId(DomainError):
    """Not a Bakong account, name@bank. Facts: `given`."""


class BadBillerId(DomainError):
    """Not a biller's fifteen digits. Facts: `given`, `digits`."""


class BadThaiId(DomainError):
    """Thirteen digits whose check digit is not a Thai citizen's or tax number's. Facts: `given`."""


class BadPromptpayId(DomainError):
    """Neither phone (10 digits), citizen or tax number (13) nor e-wallet (15). Facts: `given`, `digits`."""


class CurrencyMismatch(DomainError):
    """The standard carries another currency. Facts: `standard`, `given`, `wanted`: currency codes."""


class AmountTooHigh(DomainError):
    """More than the standard can ask at once. Facts: `given`, `limit`: both Money."""


class BadReference(DomainError):
    """The reference does not fit the standard. Facts: `given`, `longest`."""


class WrongStandard(DomainError):
    """The payee belongs to another standard. Facts: `given`, `wanted`."""


class PayloadTooLong(DomainError):
    """More than one code may hold. Facts: `octets`, `limit`."""


class ObjectTooLong(DomainError):
    """A value longer than an EMV object can say. Facts: `tag`, `length`, `limit`."""


class PayloadUnreadable(DomainError):
    """The text of a code is not whole, or is not of its standard. Facts: `at`: the position, line or tag."""


class EmptyObject(PayloadUnreadable):
    """An EMV object without a value. Facts: `at`."""


class RepeatedObject(PayloadUnreadable):
    """The same EMV object twice: readers disagree which one counts. Facts: `at`."""


class ObjectMissing(PayloadUnreadable):
    """An object the standard needs is not there. Facts: `at`."""


class UnexpectedObject(PayloadUnreadable):
    """An object the standard does not know at this place. Facts: `at`."""


class WrongObject(PayloadUnreadable):
    """An object whose value the standard does not allow. Facts: `at`, `given`."""


class WrongChecksum(PayloadUnreadable):
    """The checksum does not fit the text: a character was changed. Facts: `at`, `given`, `wanted`."""


class WideCharacter(PayloadUnreadable):
    """A character beyond the basic plane (an emoji): readers count it differently. Facts: `at`, `given`."""


class OwnCodeRefused(DomainError):
    """A leader's own code that can't be turned into one for each buyer; each kind says why."""


class CodeChanged(OwnCodeRefused):
    """Its checksum does not fit: a character was changed or misread."""


class CodeBroken(OwnCodeRefused):
    """It is not whole, or something is empty or twice in it. Facts: `at`."""


class CodeIncomplete(OwnCodeRefused):
    """It does not say currency, country or account. Facts: `at`."""


class CodeTooLong(OwnCodeRefused):
    """Longer than any reader must take. Facts: `length`, `limit`."""


class CodeLocked(OwnCodeRefused):
    """It carries an integrity object: nothing in it may be altered."""


class CodeForOnePayment(OwnCodeRefused):
    """It is made for one payment already: dynamic, or with an amount."""


class CodeExpires(OwnCodeRefused):
    """It carries an expiry: every code made from it would die with it."""


class CodeOfProvider(OwnCodeRefused):
    """It holds a provider's address in place of an account."""


class CodeCurrencyUnknown(OwnCodeRefused):
    """It asks money in a currency that no community can have. Facts: `given`: the ISO 4217 number."""


class CodeNameless(OwnCodeRefused):
    """It says no name, and none was written beside it: buyers could not compare."""


class NoPaymentCode(OwnCodeRefused):
    """A QR code, but none that asks for money. Facts: `given`: how it begins."""


class PictureNotFetched(DomainError):
    """Telegram did not give the picture out in time."""


class UnreadablePicture(DomainError):
    """Not a picture with exactly one QR code in it. Facts: `found`: how many."""


class PictureDiffers(DomainError):
    """The picture does not say what the snapshot says: it must not be sent. Facts: `field`."""
