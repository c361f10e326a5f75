from . import account_move
from . import account_payment_term_line
from . import payment_transaction
from . import perles_instalment
from . import perles_instalment_charge
from . import res_company
from . import res_partner
from . import sale_order
