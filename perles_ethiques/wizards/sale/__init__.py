from . import perles_order_end
from . import perles_sale_by_hand
