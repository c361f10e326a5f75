from . import portal
from . import taking
from . import photo
