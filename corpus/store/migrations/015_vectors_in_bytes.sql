-- Vectors were float16; now each component is a whole number of its row's scale, in one byte
-- (`corpus.store.embeddings`). What is damaged stays as it is, for `throughline doctor` to tell.
update embedding set vectors =
    narrow_halves(vectors, cast((select sum(value) from json_each(counts)) as integer))
where typeof(vectors) = 'blob' and json_valid(counts);
