from . import payment_received
from . import termination_decision
from . import termination_record
from . import renewal_rehearsal
from . import renewal_rehearsal_line
from . import terms_publish
from . import sale_by_hand
