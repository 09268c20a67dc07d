"""A library's collection in Milvus: made, filled, counted and asked. Milvus is spoken to here.

It has a row for each sentence: its vector, the passage that it stands in and the fields of its
document that filters ask for. The first row of a passage has the passage's words for BM25.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from corpus.errors import EngineError
from corpus.store.file.engine import EnginePlace
from index.search.engines.expression import is_among
from index.search.keywords import LENGTH_WEIGHT, SATURATION

Row = Mapping[str, Any]

_ADDRESS = re.compile(r"milvus://(?P<host>[^/\s]+)(?:/(?P<name>\w+))?|milvus://(?P<file>/\S+\.db)")
_TIMEOUT_S = 5.0  # of a question
_PATIENCE = 6  # times as long for what changes a collection
_LEAST_VERSION = (2, 5)  # the first with BM25
_AT_ONCE = 500  # rows of 384 floats: a message of less than a megabyte, of the 64 that are taken
_NAMED = 128  # bytes of an id, of a kind
_FIELDS = {"passage": _NAMED, "document": _NAMED, "authority": 1024, "kind": _NAMED}
_FIELDS |= {"framework": 256, "published": 10}
MOST_BYTES = 65_000  # of a passage's words
_FULL = re.compile(r"no space left|disk.{0,20}(?:full|quota|exhausted)|quota exceeded", re.I)
_MOVE_AGAIN = "Run `throughline engine move` again, or `throughline engine move --to embedded`."


class Collection:
    """A collection, connected; threads share it. Any method raises EngineError where Milvus is
    away, slow, full or of a version that cannot do it."""

    def __init__(self, place: EnginePlace) -> None:
        self.place = place
        self._within_s = _TIMEOUT_S * (_PATIENCE if _is_stand_in(place.address) else 1)
        with self._translated():
            self._client = _open_client(place.address)
            version = str(self._client.get_server_version(timeout=self._within_s))
        _check_version(place.address, version)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def create(self, dimensions: int) -> None:
        """Make the collection, empty; where it is there it stays as it is."""
        if not self._is_there():
            with self._translated():
                self._client.create_collection(
                    self.place.collection,
                    schema=_make_schema(self._client, dimensions),
                    index_params=_make_indexes(self._client),
                    consistency_level="Strong",
                    timeout=self._within_s * _PATIENCE,
                )
        self._load()

    def drop(self) -> None:
        """Remove the collection, where it is there."""
        with self._translated():
            self._client.drop_collection(self.place.collection, timeout=self._within_s * _PATIENCE)

    def check(self, mark: str) -> None:
        """EngineError unless the collection is there and its name has this mark."""
        if not self._is_there():
            raise EngineError(f"{self._name}: not there any more. {_MOVE_AGAIN}")
        if mark not in self.place.collection:
            raise EngineError(
                f"{self._name}: made for another library, or by another encoder. {_MOVE_AGAIN}"
            )
        self._load()

    def count(self) -> int:
        """How many rows the collection has."""
        with self._translated():
            rows = self._client.query(
                self.place.collection, "", ["count(*)"], timeout=self._within_s
            )
        return int(rows[0]["count(*)"])

    def put(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        with self._translated():
            for start in range(0, len(rows), _AT_ONCE):
                some = [dict(row) for row in rows[start : start + _AT_ONCE]]
                self._client.insert(self.place.collection, some, timeout=self._within_s * _PATIENCE)

    def remove(self, documents: Iterable[str]) -> None:
        """Forget the rows of documents."""
        test = is_among("document", documents)
        with self._translated():
            self._client.delete(
                self.place.collection, filter=test, timeout=self._within_s * _PATIENCE
            )

    def search(self, field: str, wanted: object, narrowed: str, limit: int) -> list[str]:
        """The ids of the passages whose `vector` or `words` rank highest, best first.

        `limit` is of rows: sentences of one passage crowd together.
        """
        metric = {"vector": "IP", "words": "BM25"}[field]
        with self._translated():
            (rows,) = self._client.search(
                self.place.collection,
                [wanted],
                filter=narrowed,
                limit=limit,
                anns_field=field,
                output_fields=["passage"],
                search_params={"metric_type": metric},
                timeout=self._within_s,
            )
        return list(dict.fromkeys(row["entity"]["passage"] for row in rows))

    def _load(self) -> None:
        """Make it ready for questions: a Milvus that was started again may not have."""
        with self._translated():
            self._client.load_collection(self.place.collection, timeout=self._within_s * _PATIENCE)

    def _is_there(self) -> bool:
        with self._translated():
            return bool(self._client.has_collection(self.place.collection, timeout=self._within_s))

    @property
    def _name(self) -> str:
        return f"{self.place.address}, collection {self.place.collection}"

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except EngineError:
            raise
        except Exception as error:  # the client raises its own, those of grpc, and plain ones
            raise EngineError(_say_trouble(self.place.address, error)) from error


def _say_trouble(address: str, error: Exception) -> str:
    says = " ".join(str(getattr(error, "message", "") or error).split())[:200]
    if _FULL.search(says):
        return (
            f"{address}: Milvus has no room left ({says}). Make room there and run the same again;"
            " the library is as it was."
        )
    if _is_stand_in(address):
        return (
            f"{address}: its stand-in cannot keep a collection there ({says}). Give a file in a"
            " folder that you may write to, or run `throughline engine move --to embedded`."
        )
    return (
        f"{address}: Milvus does not answer ({says}). Start it, or run"
        " `throughline engine move --to embedded`."
    )


def _is_stand_in(address: str) -> bool:
    """True of a file, which Milvus Lite opens: right, and slow."""
    return address.startswith("milvus:///")


def read_address(address: str) -> EnginePlace:
    """The place that an address names; EngineError where it is none.

    >>> read_address("milvus://db.example:19530/reports")
    EnginePlace(address='milvus://db.example:19530', collection='reports')
    """
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise EngineError(
            f"{address}: no engine. Give embedded, milvus://HOST:19530, or"
            " milvus://HOST:19530/COLLECTION."
        )
    where = match["file"] or match["host"]
    return EnginePlace(f"milvus://{where}", match["name"] or "throughline")


def _open_client(address: str) -> Any:
    try:
        from pymilvus import MilvusClient
    except ImportError as error:
        raise EngineError(
            f"{address}: the client of Milvus is not installed here. Run"
            " `pip install 'throughline[milvus]'`."
        ) from error
    for name in ("pymilvus", "milvus_lite"):  # errors are told once, by us
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    where = address.removeprefix("milvus://")
    return MilvusClient(where if _is_stand_in(address) else f"http://{where}", timeout=_TIMEOUT_S)


def _check_version(address: str, version: str) -> None:
    numbers = re.match(r"v?(\d+)\.(\d+)", version)
    if numbers and tuple(map(int, numbers.groups())) < _LEAST_VERSION:
        raise EngineError(
            f"{address}: Milvus {version} cannot rank by words. Install Milvus 2.5 or later there."
        )


def _make_schema(client: Any, dimensions: int) -> Any:
    """The words come as stems with spaces between them, as the library's own index has them."""
    from pymilvus import DataType, Function, FunctionType

    schema = client.create_schema(auto_id=True, enable_dynamic_field=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    for name, length in _FIELDS.items():
        schema.add_field(name, DataType.VARCHAR, max_length=length)
    analyzer = {"tokenizer": "standard"}  # and no filter: they are stems already
    text: dict[str, Any] = {"enable_analyzer": True, "analyzer_params": analyzer}
    schema.add_field("text", DataType.VARCHAR, max_length=65_535, **text)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["words"]))
    return schema


def _make_indexes(client: Any) -> Any:
    """Every vector is looked at, as the embedded engine does; BM25 with its k1 and b."""
    indexes = client.prepare_index_params()
    indexes.add_index("vector", index_type="FLAT", metric_type="IP")
    indexes.add_index(
        "words",
        index_type="SPARSE_INVERTED_INDEX",
        metric_type="BM25",
        params={"bm25_k1": SATURATION, "bm25_b": LENGTH_WEIGHT},
    )
    return indexes
