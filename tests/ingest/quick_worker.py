"""A worker of a cluster whose readings take a moment and need no models.

    python -m tests.ingest.quick_worker tcp://127.0.0.1:8786 [other]

With `other` it says that it reads as another version does.
"""

import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from corpus.records import Rejected
from ingest import cluster
from ingest.pipeline import read_or_reject
from ingest.prepare import Outcome, Prepared, Task, encode_reports
from models.text.encoder import DEFAULT

BREAKS = "This paper breaks what reads it."
SLOW_S = 0.3


class Encoder:
    """The same row for every text."""

    dimensions = 384

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One unit row a text."""
        return np.full((len(texts), self.dimensions), self.dimensions**-0.5, np.float32)


@dataclass
class Judges:
    """As much of the judges as preparing a report needs."""

    encoder: Encoder = field(default_factory=Encoder)


def prepare_quickly(task: Task) -> Outcome:
    """What is to be kept of a file, without models; one that breaks its reader does."""
    if BREAKS in task.path.read_text("utf-8"):
        os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(SLOW_S)
    reports = read_or_reject(task.source, task.path)
    if isinstance(reports, Rejected):
        return reports
    return Prepared(reports, encode_reports(reports, Judges()))


if __name__ == "__main__":
    from tests.ingest.quick_worker import prepare_quickly as work  # as other processes import it

    cluster.prepare = work
    if "other" in sys.argv:
        cluster.reading_version = lambda: "another version"
    cluster.serve_worker(sys.argv[1], 1, DEFAULT)
