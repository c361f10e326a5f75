from . import payment_received
from . import terms_publish
