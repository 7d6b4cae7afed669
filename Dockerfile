# The browser part, then the one binary that carries it, then an image with little else in it.

FROM node:22-bookworm-slim AS web
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY openapi/ ../openapi/
COPY frontend/ ./
RUN npm run build

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY crates/ crates/
COPY migrations/ migrations/
COPY bench/ bench/
COPY openapi/ openapi/
COPY --from=web /src/frontend/dist/ frontend/dist/
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --locked --release -p server && cp target/release/cloop /usr/local/bin/cloop

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin cloop
COPY --from=build /usr/local/bin/cloop /usr/local/bin/cloop
USER 10001
ENV CLOOP_LISTEN=0.0.0.0:8080
EXPOSE 8080
# Nothing is written outside the database, so the file system may be read-only.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["cloop"]
CMD ["serve"]
