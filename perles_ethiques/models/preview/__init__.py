from . import perles_membership
from . import product_product
from . import product_template
from . import product_wishlist
from . import res_company
from . import stock_lot
from . import website
from . import website_snippet_filter
