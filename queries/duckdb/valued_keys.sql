-- What did a range of people do, when, and of what value?
-- One row per event: key, kind, value.
-- As keys.sql, with the values.
-- uses: _filtered_keys
-- params: from_key, to_key
with within_range as (
    select key, kind, value from filtered_keys where key >= $from_key and key < $to_key
)
select key, kind, value
from within_range
