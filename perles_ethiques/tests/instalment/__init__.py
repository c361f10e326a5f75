from . import test_instalment_charges
from . import test_instalments
