from . import product_attribute
from . import product_category
from . import project
from . import wish
from . import wish_slice
from . import letter
from . import offer
from . import claim
