-- Which rows of a report does the workspace hold already: the same figures of the same days, channel and item?
-- Fills known_rows: row_no. `previous` is the snapshot.
create or replace temp table known_rows as
with incoming as (
    select row_no, list_sort(list((since, until, channel, item, figure, value))) as figures from typed_figures
    where since is not null group by row_no
), held as (
    select distinct list_sort(list((since, until, channel, item, figure, value))) as figures
    from previous.figures group by import_no, file_row
)
select row_no from incoming join held using (figures)
