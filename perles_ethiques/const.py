"""The addon and the two groups of the house, by their names."""

ADDON = 'perles_ethiques'
TEAM = 'perles_ethiques.group_perles_user'
MANAGER = 'perles_ethiques.group_perles_manager'
# Login that `base` gives to an account that its person closed: nobody can sign in with it again.
CLOSED_LOGIN = r'\_\_deleted\_user\_%'
