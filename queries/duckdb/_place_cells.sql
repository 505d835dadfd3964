-- Events and people in each cell of place and channel.
-- One row per place (a stage or a touchpoint) and channel: place, channel, events, people.
-- Distinct people from one bit for each cell that a person meets: 60 cells to a word, so there may be any number of cells.
-- uses: _filtered_facts
-- params: over
placed_kinds as (
    select kind, channel, case $over when 'stage' then stage else touchpoint end as place from picked_kinds
), cells as (
    select kind, place, channel, dense_rank() over (order by place, channel) - 1 as cell from placed_kinds
), marked_facts as not materialized (
    select person_no, cell from filtered_facts join cells using (kind)
), cell_masks as (
    select cell // 60 as word, bit_or(1::bigint << (cell % 60)::integer) as mask
    from marked_facts
    group by person_no, cell // 60
), equal_masks as (
    select word, mask, count(*) as people from cell_masks group by word, mask
), cell_events as (
    select cell, count(*) as events from marked_facts group by cell
), cell_people as (
    select cell_events.cell as cell, any_value(events) as events, sum(people)::bigint as people
    from cell_events join equal_masks
        on equal_masks.word = cell_events.cell // 60 and (mask >> (cell_events.cell % 60)::integer) & 1 = 1
    group by cell_events.cell
), event_cells as (
    select distinct place, channel, events, people from cell_people join cells using (cell)
)
