from . import form
from . import termination
from . import portal
from . import undo
