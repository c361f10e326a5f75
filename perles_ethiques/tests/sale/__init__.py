from . import test_checkout
from . import test_sale_choices
from . import test_sale_copies
from . import test_sale_doors
from . import test_sale_hand
from . import test_sale_portal
from . import test_sale_quotation
from . import test_sale_told
