"""An authenticator app and a passkey, for tests of signing in with two factors or with a passkey alone."""

import base64
import hashlib
import hmac
import json
import struct
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData


def totp(secret: str) -> str:
    """The code an authenticator app shows for this secret now."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


class Passkey:
    """A device's passkey for one person: answers what the page of adding and that of signing in ask of it."""

    def __init__(self, host: str = "testserver"):
        self.host, self.number = host, b"passkey number 1"
        self.secret = ec.generate_private_key(ec.SECP256R1())

    def _data(self, **more) -> AuthenticatorData:
        seen = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
        known = AuthenticatorData.FLAG.AT if more else 0
        return AuthenticatorData.create(hashlib.sha256(self.host.encode()).digest(), seen | known, 0, **more)

    def _answer(self, kind: CollectedClientData.TYPE, asked: dict) -> tuple[CollectedClientData, dict]:
        challenge = websafe_decode(asked["publicKey"]["challenge"])
        said = CollectedClientData.create(kind, challenge, f"https://{self.host}")
        number = websafe_encode(self.number)
        return said, {"id": number, "rawId": number, "type": "public-key"}

    def made(self, asked: dict) -> str:
        """What the device sends when a passkey is made; it can always sign in alone, whatever was asked."""
        key = ES256.from_cryptography_key(self.secret.public_key())
        data = self._data(credential_data=AttestedCredentialData.create(b"\0" * 16, self.number, key))
        said, answer = self._answer(CollectedClientData.TYPE.CREATE, asked)
        held = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(held)}
        return json.dumps(
            answer | {"response": response, "clientExtensionResults": {"credProps": {"rk": True}}}
        )

    def used(self, asked: dict, user_handle: str) -> str:
        """What the device sends when somebody signs in with it."""
        said, answer = self._answer(CollectedClientData.TYPE.GET, asked)
        data = self._data()
        signed = self.secret.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signed),
            "userHandle": websafe_encode(user_handle.encode()),
        }
        return json.dumps(answer | {"response": response, "clientExtensionResults": {}})
