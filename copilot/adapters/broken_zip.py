"""What reading a damaged archive raises, in one place: a deck and a workbook are both archives."""

import struct
import zipfile
import zlib

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, struct.error)
