from . import payment_transaction
from . import perles_charge_mixin
from . import perles_charge_mixin_answer
from . import perles_membership_period
from . import perles_membership
