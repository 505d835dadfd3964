"""Present: the findings as a story for a room, one scene a screen."""

from touchpoints.exports.exhibits import Asked
from touchpoints.ui import presenting, session, sidebar

workspace = session.workspace()
asked = Asked(workspace, sidebar.in_force())

presenting.draw(workspace, presenting.told(asked))
