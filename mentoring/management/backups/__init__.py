"""The whole database as one file: written while people work, proven, and brought back.

`archive` is the file, `sqlite` and `postgres` know the databases, `write` and `restore` are what the commands do,
`keep` is what the timer does with them.
"""

from .archive import BackupError
from .keep import keep_backups, prove_newest
from .restore import restore_backup
from .write import write_backup

__all__ = ["BackupError", "keep_backups", "prove_newest", "restore_backup", "write_backup"]
