"""A process under test: what it says is read as it comes, so that no pipe fills; every wait has a limit and says what for."""

import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from typing import IO

SECONDS = 300.0  # far more than is needed: what takes this long hangs


class Child:
    """A process of which both outputs are read in one stream."""

    def __init__(self, command: Sequence[str], *, environment: dict[str, str] | None = None) -> None:
        pipe, both = subprocess.PIPE, subprocess.STDOUT
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=both, text=True, env=environment)
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        assert self.process.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self._reader.start()

    def wait_for(self, words: str, seconds: float = SECONDS) -> str:
        """Return the next line that holds the words."""
        until = time.monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(until - time.monotonic(), 0.0))
            except queue.Empty:
                raise AssertionError(f"waited {seconds:.0f} s for a line with {words!r}; so far: {self.told()}") from None
            assert line is not None, f"it ended with {self.process.wait(timeout=seconds)} before it said {words!r}: {self.told()}"
            if words in line:
                return line

    def end(self, seconds: float = SECONDS) -> int:
        """Wait for its end; return how it ended."""
        try:
            code = self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"waited {seconds:.0f} s for the process to end; so far: {self.told()}") from None
        self._reader.join(timeout=seconds)
        return code

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=SECONDS)
        self._reader.join(timeout=SECONDS)

    def told(self) -> str:
        """Return the last it said; all of it where it ended."""
        if self.process.poll() is not None:
            self._reader.join(timeout=SECONDS)
        return "".join(self.said[-40:])

    def _read(self, output: IO[str]) -> None:
        for line in output:
            self.said.append(line)
            self._lines.put(line)
        self._lines.put(None)
