from . import joining
from . import membership_portal
from . import payment_portal
from . import redirects
from . import terms
