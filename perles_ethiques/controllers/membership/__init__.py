from . import invoice
from . import portal
