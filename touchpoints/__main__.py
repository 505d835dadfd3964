"""`python -m touchpoints`: import and analyse without a screen."""

import sys

from touchpoints.cli import main

sys.exit(main())
