from . import test_arrival
from . import test_arrival_draft
from . import test_arrival_photo
from . import test_arrival_units
from . import test_bad_input
from . import test_lot_bounds
