from . import test_digest
from . import test_match
from . import test_match_criteria
from . import test_match_words
