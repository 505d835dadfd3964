-- The events of a file that are to be loaded, as number_events.sql keeps them: all of them, as the workspace holds none.
create or replace temp view arriving as from typed_events
