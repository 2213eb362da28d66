# make demo    install what is missing, build, and run the main job on samples/
# make test    install what is missing, build, and run every test, twice: as
#              released, and under AddressSanitizer and UBSan
# make check   the quick loop: build and run the tests once
# make bench   the benchmarks
# make build   the program, build/stenogram

SHELL := /bin/bash
JOBS ?= $(shell nproc)
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1
CONFIGURE = cmake -G Ninja -S . -DCMAKE_EXPORT_COMPILE_COMMANDS=ON

.PHONY: build demo test check bench sanitized install-dependencies install-for-page install-for-tests page clean format lint
.DEFAULT_GOAL := build

install-dependencies:
	@tools/install-dependencies

install-for-page:
	@tools/install-dependencies page

install-for-tests:
	@tools/install-dependencies page tests

# web/dist, where there is Node to build it; CMake embeds what it finds there.
page:
	@tools/build-page

build: install-dependencies page
	@[ -f build/build.ninja ] || $(CONFIGURE) -B build -DCMAKE_BUILD_TYPE=Release
	@cmake --build build -j $(JOBS) --target stenogram

check: install-for-tests page
	@$(CONFIGURE) -B build -DCMAKE_BUILD_TYPE=Release -DSTENOGRAM_DEVELOPER=ON \
	  -DSTENOGRAM_WERROR=ON >/dev/null
	@cmake --build build -j $(JOBS)
	@ctest --test-dir build --output-on-failure -j $(JOBS)

sanitized: install-for-tests page
	@$(CONFIGURE) -B build/sanitized -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSTENOGRAM_DEVELOPER=ON \
	  -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1" -DSTENOGRAM_SANITIZE=address,undefined >/dev/null
	@cmake --build build/sanitized -j $(JOBS)
	@ctest --test-dir build/sanitized --output-on-failure -j $(JOBS)

test: check sanitized

demo: install-for-page build
	@tools/demo

bench: install-dependencies
	@$(CONFIGURE) -B build -DCMAKE_BUILD_TYPE=Release -DSTENOGRAM_DEVELOPER=ON >/dev/null
	@cmake --build build -j $(JOBS)
	@bench/run

format:
	@git ls-files '*.cc' '*.h' | xargs clang-format-16 -i

lint:
	@git ls-files 'stenogram/*.cc' 'cli/*.cc' | xargs clang-tidy-16 -p build --quiet

clean:
	@rm -rf build
