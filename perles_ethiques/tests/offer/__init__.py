from . import test_claim
from . import test_claim_after
from . import test_found_pages
from . import test_offer
from . import test_offer_doors
from . import test_offer_pages
from . import test_offer_units
from . import test_same_order
