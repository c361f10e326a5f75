from . import base_partner_merge_automatic_wizard
from . import perles_order_end
from . import perles_sale_by_hand
