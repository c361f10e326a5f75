from . import perles_wish
from . import perles_wish_parts
from . import perles_wish_slice
from . import perles_wish_slip
