from . import test_charge
from . import test_charge_answers
from . import test_charge_refused
from . import test_charge_taken
