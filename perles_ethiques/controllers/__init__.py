from . import joining
from . import membership_leaving
from . import membership_portal
from . import payment_portal
from . import redirects
from . import termination
from . import termination_undo
from . import terms
