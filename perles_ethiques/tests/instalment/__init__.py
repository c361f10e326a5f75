from . import test_einvoices
from . import test_instalment_charges
from . import test_instalments
from . import test_order_corrected
from . import test_order_ends
from . import test_order_gestures
