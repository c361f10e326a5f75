from . import delivery_carrier
from . import payment_transaction
from . import perles_membership_plan
from . import product_pricelist
from . import res_company
from . import res_partner
from . import sale_order
from . import website
