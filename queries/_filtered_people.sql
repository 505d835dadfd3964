-- The people of the workspace and the pseudonyms that stand for them.
-- One row per person: person_no, person.
filtered_people as (
    select person_no, person from people
)
