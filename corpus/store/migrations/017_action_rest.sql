-- Where the words of an action go on behind the end of a page, as JSON: [[start, stop], ...].

alter table action add column rest text not null default '[]';
