from . import test_promise
from . import test_promise_change
from . import test_promise_end
