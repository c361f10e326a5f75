from . import claim
from . import sale_order
from . import sale_order_line
from . import sale_order_line_promise
from . import stock_move_promise
from . import stock_lot_due
