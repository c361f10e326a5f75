from . import payment_received
from . import renewal_rehearsal
from . import renewal_rehearsal_line
from . import terms_publish
