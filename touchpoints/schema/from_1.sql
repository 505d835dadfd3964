-- Bring a copy of a snapshot of version 1 up to version 2: reports without people, and which file an event came from.
create table if not exists choices (
    import_no integer, respondent_row bigint, person_no integer, answered_at timestamp, instant timestamp,
    channel varchar, touchpoint varchar, stage varchar, question varchar, choice varchar
);
create table if not exists answer_themes (answer_no bigint, theme varchar, sentiment double, label varchar);
create table figures (
    import_no integer, file_row bigint, since date, until date, channel varchar, item varchar, figure varchar, value double
);
alter table event_keys add column import_no usmallint default 0;
create table schema_version (version integer);
