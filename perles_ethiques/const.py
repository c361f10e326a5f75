"""The two groups of the house, by their names."""

TEAM = 'perles_ethiques.group_perles_user'
MANAGER = 'perles_ethiques.group_perles_manager'
