-- Which figures do reports without people hold?
-- One row per figure: import_no, file, file_row, since, until, channel, item, figure, value.
with told as (
    select figures.import_no as import_no, file, file_row, since, until, channel, item, figure, value
    from figures join imports on imports.import_no = figures.import_no
)
select import_no, file, file_row, since, until, channel, item, figure, value
from told
order by import_no desc, file_row, figure
