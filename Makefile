# Each target is one line; the work sits in packaging/dev.py (standard library only, the same commands on every system).
# A target takes words with WORDS=…: make test WORDS="tests/app/test_paths.py -x"
DEV = python3 packaging/dev.py

help:
	@$(DEV)

run test check window bench soak pictures wording forms exam pins package-deb test-packages clean:
	@$(DEV) $@ $(WORDS)

.PHONY: help run test check window bench soak pictures wording forms exam pins package-deb test-packages clean
