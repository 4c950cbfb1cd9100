"""Files in, blocks out: one module per format, one registry.

`read(path)` chooses the reader by the file's suffix and content. A file no reader can turn into text raises
`NotReadable` with a reason a person can act on.
"""

from .files import input_files
from .registry import read

__all__ = ["input_files", "read"]
