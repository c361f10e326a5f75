from . import stock_lot
from . import stock_move
from . import stock_move_line
from . import stock_return_picking
from . import stock_return_picking_line
from . import stock_rule
