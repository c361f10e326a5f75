from . import stock_lot
from . import product_template
from . import res_company
from . import care
from . import care_step
