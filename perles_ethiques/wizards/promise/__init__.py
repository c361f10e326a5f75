from . import perles_promise_change
