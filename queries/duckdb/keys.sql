-- What did a range of people do, and when?
-- One row per event: key, kind.
-- Rows come as they lie in the file, in the order of key and kind but for the seams between threads: whoever reads them makes
-- sure. An order by would cost more than everything else together.
-- uses: _filtered_keys
-- params: from_key, to_key
with within_range as (
    select key, kind from filtered_keys where key >= $from_key and key < $to_key
)
select key, kind
from within_range
