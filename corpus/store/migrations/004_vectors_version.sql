-- Which version of the vectors a document's rows are of (`models.text.encoder.VECTORS_VERSION`).
-- Rows of the first were made by 8-bit weights, which differ between processors.

alter table embedding add column version integer not null default 1;
