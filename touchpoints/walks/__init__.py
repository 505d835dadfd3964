"""Fast forms of queries: the packed events of everybody, walked in numpy (docs/decisions/0003).

`queries/NAME.sql` stays the truth of each; `FORMS` names those that have a fast form beside it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa

from touchpoints.walks import cells, paths, touches
from touchpoints.workspaces import Workspace

FORMS: dict[str, Callable[[Workspace, Mapping[str, Any]], pa.Table]] = {
    "transitions": paths.transitions,
    "variants": paths.variants,
    "path_steps": paths.path_steps,
    "handoffs": paths.handoffs,
    "place_conversion": paths.place_conversion,
    "reach": cells.reach,
    "place_reach": cells.place_reach,
    "place_by_channel": cells.place_by_channel,
    "weekday_by_hour": cells.weekday_by_hour,
    "cell_conversion": cells.cell_conversion,
    "trend": cells.trend,
    "attribution": touches.attribution,
    "attribution_moves": touches.attribution_moves,
}
