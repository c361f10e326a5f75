from . import test_identity_pages
from . import test_joining
from . import test_joining_pages
from . import test_joining_unproved
from . import test_one_seat
from . import test_sign_in
from . import test_welcome_pages
