"""An authenticator app, for tests of signing in with two factors."""

import base64
import hashlib
import hmac
import struct
import time


def totp(secret: str) -> str:
    """The code an authenticator app shows for this secret now."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
