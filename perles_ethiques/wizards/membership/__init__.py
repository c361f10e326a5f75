from . import base_partner_merge_automatic_wizard
from . import account_move_reversal
from . import perles_payment_received
from . import perles_payment_undone
