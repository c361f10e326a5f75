from . import terms
from . import membership
from . import renewal
from . import leaving
from . import lot
from . import care
from . import promise
from . import sale
