-- Which version of the vectors a document's rows are of (`models.text.encoder.VECTORS_VERSION`).
-- Rows of the first were made by 8-bit weights, which differ between processors.

alter table embedding add column version integer not null default 1;

-- The column stands after the vectors: without this every opening would read through them all.
create index embedding_version on embedding (version, document);
