from . import payment_received
from . import termination_decision
from . import termination_record
from . import terms_publish
