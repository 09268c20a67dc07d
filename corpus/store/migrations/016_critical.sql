-- How likely a finding finds fault: weak, worse or good in part. Half where it was not read so.

alter table finding add column critical real not null default 0.5;
