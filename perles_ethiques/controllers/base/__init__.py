from . import address
from . import form
from . import records
from . import redirects
