from . import form
from . import page
from . import payment
from . import transfer
