from . import perles_arrival_entry
from . import perles_arrival_entry_line
