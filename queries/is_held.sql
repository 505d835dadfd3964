-- Does the workspace hold a person of this pseudonym, or a refused row with this id in a cell?
-- One row per workspace: held.
-- uses: _filtered_people
-- params: person, identifier
with found as (
    select
        (select count(*) from filtered_people where person = $person) as people,
        (select count(*) from refused_rows where list_contains(cells, $identifier)) as refused
)
select people + refused > 0 as held
from found
order by held
