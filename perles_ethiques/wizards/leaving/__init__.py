from . import perles_termination_decision
from . import perles_termination_record
