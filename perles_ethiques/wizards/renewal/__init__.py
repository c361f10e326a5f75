from . import perles_renewal_rehearsal
from . import perles_renewal_rehearsal_line
