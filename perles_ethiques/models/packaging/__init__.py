from . import perles_packaging
from . import perles_packaging_trip
from . import sale_order
from . import stock_picking
