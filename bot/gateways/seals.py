"""What WeChat Pay seals inside an answer or a notice (AES-256-GCM, with the merchant's APIv3 key)."""

import base64
import binascii

from bot.gateways.keys import opened

_SEALED = "AEAD_AES_256_GCM"


class SealBroken(ValueError):
    """Nothing that was sealed with our key. Says what is wrong."""


def unsealed(api_key: bytes, resource: object) -> str:
    """The text that is sealed in a `resource`. Raises SealBroken."""
    if not isinstance(resource, dict) or resource.get("algorithm", _SEALED) != _SEALED:
        raise SealBroken("resource")
    try:
        sealed = base64.b64decode(str(resource.get("ciphertext", "")), validate=True)
    except (ValueError, binascii.Error):
        raise SealBroken("resource") from None
    nonce, associated = str(resource.get("nonce", "")), str(resource.get("associated_data") or "")
    text = opened(api_key, nonce.encode(), sealed, associated.encode())
    if text is None:
        raise SealBroken("seal")
    try:
        return text.decode()
    except UnicodeDecodeError:
        raise SealBroken("resource") from None
