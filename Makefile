# One command a target; the logic is in scripts/ and in Rust.
.DEFAULT_GOAL := help
.PHONY: help setup run dev test test-mysql torture bench openapi migrate fmt lint build image ci clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything that building and testing needs
	scripts/install.sh

run: ## Cloop with a demo workspace and a simulated Zoom at http://127.0.0.1:8080
	@scripts/run.sh

dev: ## the same behind Vite at http://127.0.0.1:5173, reloading on a change
	@scripts/dev.sh

test: ## everything CI runs; installs what is missing
	@scripts/test.sh

test-mysql: ## the Rust tests against a real MySQL instead of MariaDB
	scripts/with-db.sh mysql -- cargo nextest run --workspace

torture: ## the long kill test on both engines
	scripts/with-db.sh mariadb -- cargo nextest run -p server --run-ignored ignored-only torture

bench: ## the load run: release build, a MariaDB that writes every commit through
	scripts/bench.sh

openapi: ## write openapi/openapi.json and the browser's types from the code
	scripts/openapi.sh

migrate: ## bring the database of CLOOP_DATABASE_URL up to date
	cargo run -q -p server -- migrate

fmt: ## format everything
	cargo fmt --all
	cd frontend && npm run --silent format

lint: ## clippy, file sizes, dependency directions, shell, frontend
	scripts/lint.sh

build: ## the release binary with the browser part inside: target/release/cloop
	scripts/frontend.sh build
	cargo build --locked --release -p server

image: ## the container image
	docker build -t cloop .

ci: ## what CI runs, as CI runs it
	.ci/run

clean: ## remove what was built; the demo's data stays
	scripts/mariadb.sh stop
	cargo clean
	rm -rf frontend/dist frontend/node_modules scripts/compose/node_modules artifacts
