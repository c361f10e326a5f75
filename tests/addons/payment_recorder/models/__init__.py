from . import ir_actions_report
from . import payment_provider
from . import payment_transaction
