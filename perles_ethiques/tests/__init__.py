from . import test_identity
from . import test_joining
from . import test_membership_payment
from . import test_membership_seat
from . import test_membership_transfer
from . import test_withdrawal
