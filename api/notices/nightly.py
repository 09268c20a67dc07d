"""E-mails to followers every night while the server runs."""

from __future__ import annotations

import logging
from datetime import datetime

from api.http.watching.nightly import Nightly
from api.notices.mail import MailServer
from api.notices.notify import IsKnown, notify
from corpus.errors import Throughline
from corpus.store.library import load_meta, save_meta
from index.library import Library

_FROM_HOUR = 4  # after the night's backup, and what a council ingests at night
_DAY = "notified on"
_log = logging.getLogger("throughline.notices")


class NightlyNotices(Nightly):
    """Tells followers once a day from four in the morning, until it is closed."""

    def __init__(self, library: Library, server: MailServer, base: str, is_known: IsKnown) -> None:
        super().__init__("notices")
        self._library, self._server = library, server
        self._base, self._is_known = base, is_known

    def _fails(self) -> bool:
        """Tell them if it is time; whether somebody could not be told, which is logged."""
        try:
            return not self.tell_if_due(datetime.now())
        except Throughline as error:
            _log.error("no notices", extra={"told": {"reason": str(error)}})
            return True

    def tell_if_due(self, now: datetime) -> bool:
        """Tell followers, where it is time and all were not told today yet; whether all were."""
        today = f"{now:%Y-%m-%d}"
        if now.hour < _FROM_HOUR or load_meta(self._library.db, _DAY) == today:
            return True
        told = notify(self._library, self._server, self._base, self._is_known)
        failures = [each.failure for each in told if each.failure]
        for failure in failures:
            _log.error("a notice was not sent", extra={"told": {"reason": failure}})
        if not failures:
            save_meta(self._library.db, _DAY, today)
        return not failures
