"""Keys and what is done with them: RSA signatures (SHA-256, PKCS#1 v1.5) and sealed texts (AES-256-GCM)."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: Shorter ones can be broken.
_SHORTEST_BITS = 2048
_PADDING, _HASH = padding.PKCS1v15(), hashes.SHA256()


class KeyWrong(ValueError):
    """A text that is no such key; it never says what stood there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A public key with its number, and the time in which it is good."""

    number: str  #: 40 hexadecimal digits, in capitals
    key: RSAPublicKey
    since: datetime
    until: datetime


def private_key(text: str) -> RSAPrivateKey:
    """A private RSA key, as PEM or as the base64 of its DER that the gateways' own tools give. Raises KeyWrong."""
    try:
        data = _bytes(text)
        load = serialization.load_pem_private_key if _is_pem(text) else serialization.load_der_private_key
        key = load(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyWrong("no private RSA key") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < _SHORTEST_BITS:
        raise KeyWrong("no private RSA key of 2048 bits or more")
    return key


def public_key(text: str) -> RSAPublicKey:
    """A public RSA key, likewise, or the one of a certificate. Raises KeyWrong."""
    if is_certificate(text):
        return certificate(text).key
    try:
        data = _bytes(text)
        load = serialization.load_pem_public_key if _is_pem(text) else serialization.load_der_public_key
        key = load(data)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyWrong("no public RSA key") from None
    return _long_enough(key)


def is_certificate(text: str) -> bool:
    """Whether a text calls itself a certificate."""
    return "-----BEGIN CERTIFICATE-----" in text


def certificate(text: str) -> Certificate:
    """A certificate, as PEM. Raises KeyWrong."""
    try:
        found = x509.load_pem_x509_certificate(_bytes(text))
        key = _long_enough(found.public_key())
    except (ValueError, UnsupportedAlgorithm):
        raise KeyWrong("no certificate of a public RSA key of 2048 bits or more") from None
    return Certificate(
        number=f"{found.serial_number:040X}", key=key, since=found.not_valid_before_utc, until=found.not_valid_after_utc
    )


def signed(key: RSAPrivateKey, data: bytes) -> str:
    """The signature of some bytes, in base64."""
    return base64.b64encode(key.sign(data, _PADDING, _HASH)).decode()


def is_signed(key: RSAPublicKey, data: bytes, signature: str) -> bool:
    """Whether the bytes were signed so; a signature that is none is wrong."""
    try:
        raw = base64.b64decode(signature, validate=True)
        if base64.b64encode(raw).decode() != signature:  # bits that decoding drops: there is one way to write it
            return False
        key.verify(raw, data, _PADDING, _HASH)
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return True


def opened(key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes | None:
    """A sealed text; None: it was not sealed with this key, or was changed."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, associated)
    except (InvalidTag, ValueError):
        return None


def _long_enough(key: object) -> RSAPublicKey:
    if not isinstance(key, RSAPublicKey) or key.key_size < _SHORTEST_BITS:
        raise KeyWrong("no public RSA key of 2048 bits or more")
    return key


def _is_pem(text: str) -> bool:
    return "-----BEGIN" in text


def _bytes(text: str) -> bytes:
    if _is_pem(text):
        return text.strip().replace("\\n", "\n").encode()
    return base64.b64decode("".join(text.split()), validate=True)
