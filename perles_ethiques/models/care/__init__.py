from . import perles_care
from . import perles_care_board
from . import perles_care_photo
from . import perles_care_step
from . import res_config_settings
from . import stock_lot
from . import stock_picking
