-- Briefings as somebody saved them: never changed, so that an address always shows the same.
-- `pack` is the whole briefing as JSON, for what it quotes may leave the library.

create table briefing (
    id text primary key,
    saved_at text not null,            -- ISO time, UTC
    who text not null,                 -- a name or role; empty where nobody was logged in
    pack text not null
);
