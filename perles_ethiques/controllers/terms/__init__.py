from . import pages
from . import portal
