from . import test_care
from . import test_care_board
from . import test_care_companies
from . import test_care_timeline
