from . import perles_sale_by_hand
