from . import perles_lot_correction
from . import perles_lot_member
