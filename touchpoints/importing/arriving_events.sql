-- The events of a file that are to be loaded, as number_events.sql keeps them.
create or replace temp view arriving as from typed_events
