-- No row of the file is skipped because the workspace holds it already.
create or replace temp table known_rows (row_no bigint);
create or replace temp table known_events (row_no bigint, instant timestamp, channel varchar, touchpoint varchar);
