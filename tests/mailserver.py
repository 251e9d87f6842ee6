"""A real mail server for a test: keeps what it is sent, and can be held up in the middle of a mail."""

import asyncio
import email
import email.policy
import socket
import threading
from email.message import EmailMessage

from aiosmtpd.controller import Controller

PATIENCE = 60


def free_port() -> int:
    """A port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    """Listens on `port` between `start()` and `stop()`; `mails` are the messages it took, in their order.

    After `hold()` the next mail waits at its recipient: `held` is set once it does, `release()` lets it go on.
    """

    def __init__(self):
        self.port = free_port()
        self.contents: list[bytes] = []
        self.held, self.released = threading.Event(), threading.Event()
        self.holds_next = self.refuses = False
        self.controller: Controller | None = None

    def start(self) -> None:
        """Listen, in a thread of its own."""
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=PATIENCE)
        self.controller.start()

    def stop(self) -> None:
        """Be gone, whatever was going on."""
        self.release()
        if self.controller:
            self.controller.stop()
            self.controller = None

    def hold(self) -> None:
        """Let the next mail wait."""
        self.holds_next = True

    def release(self) -> None:
        """Let a mail that waits go on."""
        self.released.set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Take the recipient; where a mail is to be held, only once it is released."""
        if self.refuses:
            return "451 4.7.1 Try again later"
        if self.holds_next:
            self.holds_next = False
            self.held.set()
            await asyncio.to_thread(self.released.wait, PATIENCE)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """Keep the mail."""
        self.contents.append(envelope.content)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        """What was taken, as mail programs read it."""
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.contents]

    @property
    def recipients(self) -> list[str]:
        """To whom the mails went, sorted."""
        return sorted(str(mail["To"]) for mail in self.mails)
