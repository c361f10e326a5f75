from . import perles_lot_correction
