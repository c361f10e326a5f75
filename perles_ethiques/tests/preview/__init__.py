from . import test_lot_opening
from . import test_lot_photo_pages
from . import test_preview_pages
from . import test_preview_queries
from . import test_removal
