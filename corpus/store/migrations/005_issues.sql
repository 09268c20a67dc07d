-- The issues that a statement is about, as JSON: [[issue, probability], ...], likeliest first.

alter table ask add column issues text not null default '[]';
alter table action add column issues text not null default '[]';
alter table finding add column issues text not null default '[]';
