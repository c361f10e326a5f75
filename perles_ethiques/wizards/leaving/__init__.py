from . import perles_membership_gesture
from . import perles_termination_decision
from . import perles_termination_record
