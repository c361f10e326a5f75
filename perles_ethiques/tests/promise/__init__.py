from . import test_native_gestures
from . import test_promise
from . import test_promise_change
from . import test_promise_end
from . import test_promise_whole
