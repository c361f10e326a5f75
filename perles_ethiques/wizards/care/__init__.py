from . import perles_care_end
