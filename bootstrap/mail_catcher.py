"""A mail server that delivers nothing: each mail becomes a file. Runs in the environment.

    python -m bootstrap.mail_catcher <folder> <port>
"""

import asyncio
import re
import sys
from datetime import datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP


class Folder:
    """Writes what it receives in a folder, in the order of arrival."""

    def __init__(self, folder):
        self.folder = folder

    async def handle_DATA(self, server, session, envelope):
        """Keep the mail as one file that any mail program opens."""
        stamp = datetime.now().strftime('%Y%m%d-%H%M%S-%f')
        recipient = re.sub(r'[^\w.@+-]', '_', envelope.rcpt_tos[0])[:80]
        path = self.folder / f'{stamp}_{recipient}.eml'
        # Written aside first: whoever watches the folder never sees half a mail.
        draft = path.with_suffix('.part')
        draft.write_bytes(envelope.original_content)
        draft.rename(path)
        print(path, flush=True)
        return '250 kept in a file'


async def serve(folder, port):
    """Receive mails until the program is ended."""
    folder.mkdir(parents=True, exist_ok=True)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Folder(folder), data_size_limit=50_000_000), '127.0.0.1', port
    )
    await server.serve_forever()


if __name__ == '__main__':
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
