-- How many cells of a column count the days of a report?
-- One row: filled cells, those that are such a number.
select count(cell), count(*) filter (try_cast(cell as integer) between 0 and 3660) from cells
