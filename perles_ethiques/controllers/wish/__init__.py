from . import form
from . import portal
from . import edit
from . import table
from . import new
