-- The events of a file that are to be loaded, as number_events.sql keeps them: those that the workspace does not hold already.
create or replace temp view arriving as
from typed_events anti join known_events using (row_no, instant, channel, touchpoint)
