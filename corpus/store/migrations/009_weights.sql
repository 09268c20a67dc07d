-- How alike pairs of statements are, by the version of the models that meta names: worked out
-- when first wanted, and kept so that no later start has to. May be emptied at any time.
create table pair_weight (
    pair blob primary key,
    same real not null,
    related real not null
);
