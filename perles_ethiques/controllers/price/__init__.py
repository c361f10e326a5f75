from . import cart
from . import product_configurator
from . import shop
