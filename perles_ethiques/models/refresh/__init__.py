from . import perles_wish
