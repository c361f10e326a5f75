from . import perles_payment_received
