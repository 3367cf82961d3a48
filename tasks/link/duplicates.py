"""Which documents are copies of which: exact, near and syndicated."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

from tasks.link.resemblance import BANDS, RESEMBLANCE, buckets, groups, resemblance, unpack
from tasks.link.shards import batches, insert

# Signatures held at once: 512 bytes each, and as much again while they are compared.
BATCH = 10_000


def find_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the table `copies` (document_id, duplicate_of, duplicate_kind) from `kept`, `drafts` and `signatures`.

    A group is what bodies of one hash, and bodies that resemble each other, connect. Its first document, by
    publication and then by id, stands for itself; the others are copies of it.
    """
    connection.execute(
        """
        CREATE TABLE bodies AS
            SELECT signatures.document_id, drafts.outlet, drafts.published_at, drafts.content_sha256,
                   min(signatures.document_id) OVER (PARTITION BY signatures.body_sha256) AS body
            FROM signatures
            JOIN kept USING (document_id, shard)
            JOIN drafts USING (document_id, shard);
        CREATE TABLE sketches AS
            SELECT signatures.document_id AS body, signatures.minhash
            FROM signatures
            JOIN kept USING (document_id, shard)
            JOIN bodies ON bodies.document_id = signatures.document_id AND bodies.body = bodies.document_id;
        CREATE TABLE banded (body VARCHAR, band UTINYINT, bucket UBIGINT);
        """
    )
    _fill_bands(connection)
    joined = groups(_alike(connection))
    insert(
        connection, "grouped", pa.table({"body": list(joined.keys()), "first": list(joined.values())}, schema=_GROUPED)
    )
    connection.execute(
        """
        CREATE TABLE copies AS
            WITH members AS (
                SELECT bodies.*, coalesce(grouped.first, bodies.body) AS group_id
                FROM bodies LEFT JOIN grouped USING (body)
            ), led AS (
                SELECT *, first_value(document_id) OVER (
                    PARTITION BY group_id ORDER BY published_at ASC NULLS LAST, document_id
                ) AS leader
                FROM members
            )
            SELECT copy.document_id, copy.leader AS duplicate_of,
                   CASE WHEN copy.outlet <> original.outlet THEN 'syndicated'
                        WHEN copy.content_sha256 = original.content_sha256
                             AND copy.outlet IS NOT DISTINCT FROM original.outlet THEN 'exact'
                        ELSE 'near' END AS duplicate_kind
            FROM led AS copy JOIN bodies AS original ON original.document_id = copy.leader
            WHERE copy.leader <> copy.document_id
        """
    )


_GROUPED = pa.schema([("body", pa.string()), ("first", pa.string())])


def _fill_bands(connection: duckdb.DuckDBPyConnection) -> None:
    for batch in batches(connection, "SELECT body, minhash FROM sketches", BATCH):
        bucket = buckets(unpack(batch.column("minhash").to_pylist()))
        keys = np.repeat(np.asarray(batch.column("body").to_pylist(), dtype=object), BANDS)
        bands = np.tile(np.arange(BANDS, dtype=np.uint8), len(bucket))
        insert(connection, "banded", pa.table({"body": pa.array(keys), "band": bands, "bucket": bucket.reshape(-1)}))


def _alike(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Pairs of bodies that resemble each other. Each body of a bucket is compared with the first one of it."""
    connection.execute(
        """
        CREATE TABLE compared AS
            SELECT DISTINCT first, body FROM (
                SELECT body, min(body) OVER (PARTITION BY band, bucket) AS first FROM banded
            ) WHERE body <> first
        """
    )
    pairs = """
        SELECT compared.first, compared.body, one.minhash AS one, other.minhash AS other
        FROM compared
        JOIN sketches AS one ON one.body = compared.first
        JOIN sketches AS other ON other.body = compared.body
    """
    for batch in batches(connection, pairs, BATCH):
        alike = resemblance(unpack(batch.column("one").to_pylist()), unpack(batch.column("other").to_pylist()))
        firsts, bodies = batch.column("first").to_pylist(), batch.column("body").to_pylist()
        yield from ((first, body) for first, body, r in zip(firsts, bodies, alike, strict=True) if r >= RESEMBLANCE)
