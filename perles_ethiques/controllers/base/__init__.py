from . import address
from . import editor
from . import export
from . import form
from . import records
from . import redirects
from . import website
