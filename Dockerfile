# syntax=docker/dockerfile:1
FROM rust:1.95-slim-bookworm AS build
# For the allocator.
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# What cargo has fetched and built stays with the builder, so that the next image is built from what has changed.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked && cp target/release/panenka /usr/local/bin/panenka

FROM debian:bookworm-slim
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin panenka \
    && install --directory --owner=panenka --group=panenka /data
COPY --from=build /usr/local/bin/panenka /usr/local/bin/panenka
USER 10001:10001
# Where the SQLite file is, unless DATABASE_URL names a database.
WORKDIR /data
VOLUME /data
EXPOSE 8080
# In bash, because the image has no curl.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=1s CMD \
    ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORT:-8080} && printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 204 '"]
ENTRYPOINT ["panenka"]
CMD ["serve"]
