"""Files in a mail, taken out before the mail is taken apart.

The email package holds a file of 30 MB in half a million lines, five times over.
"""

import binascii
import re
import secrets
from email.message import Message

# Base64 of 64 kB or more: whole lines, and the last, shorter one.
RUN = re.compile(
    rb"(?:[A-Za-z0-9+/]{60,996}+\r?\n){860,}+(?:[A-Za-z0-9+/]{1,996}={0,2}\r?\n)?"
)


class Files:
    """A mail without its large files, and the files."""

    def __init__(self, data: bytes):
        # Nobody who writes a mail can guess what stands for a file.
        self._key = secrets.token_bytes(15)
        self._files: list[bytes] = []
        self.mail = RUN.sub(self._keep, data)

    def payload(self, part: Message) -> bytes:
        """Return what a part of the mail holds, decoded; nothing if it holds parts."""
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            return b""
        if not self._files or not data.startswith(self._key):
            return data
        number = data[len(self._key) : len(self._key) + 3]
        rest = data[len(self._key) + 3 :]
        return self._files[int.from_bytes(number)] + rest

    def _keep(self, run: re.Match[bytes]) -> bytes:
        """Keep a file; return the line that stands for it, itself base64."""
        text = run[0]
        if (len(text) - text.count(b"\n") - text.count(b"\r")) % 4:
            return text  # what follows would be decoded from the middle of a letter
        self._files.append(binascii.a2b_base64(text))
        token = self._key + (len(self._files) - 1).to_bytes(3)
        return binascii.b2a_base64(token)
