# What each command does is told by `make help`; the work is in the folder bootstrap.
PYTHON ?= python3
COMMANDS = run stop shell psql logs update demo-remove demo-replay clean \
	test lint clauses screenshots mails load bench flows mutants changes costs i18n help

.PHONY: $(COMMANDS)
.DEFAULT_GOAL := help

$(COMMANDS):
	@$(PYTHON) -m bootstrap $@
