from . import perles_membership
from . import perles_membership_bill
