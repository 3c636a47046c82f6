# syntax=docker/dockerfile:1
# The image of the action: one static binary and nothing else. A release pins the base by its digest.
FROM rust:1.95.0-slim-bookworm AS build
ARG TARGETARCH
WORKDIR /build
COPY . .
# glibc, linked statically: it costs less time than musl. The same source gives the same binary: versions
# are locked, and no path and no time of the build is in it.
ENV SOURCE_DATE_EPOCH=0 \
    CARGO_INCREMENTAL=0 \
    CFLAGS="-ffile-prefix-map=/usr/local/cargo=cargo -ffile-prefix-map=/build=." \
    RUSTFLAGS="-C target-feature=+crt-static --remap-path-prefix=/build=. --remap-path-prefix=/usr/local/cargo=cargo"
RUN set -eu; \
    case "${TARGETARCH:-amd64}" in \
      amd64) target=x86_64-unknown-linux-gnu ;; \
      arm64) target=aarch64-unknown-linux-gnu ;; \
      *) echo "no image for ${TARGETARCH}" >&2; exit 1 ;; \
    esac; \
    cargo build --release --locked --target "$target"; \
    cp "target/$target/release/truegreen" /truegreen

FROM scratch
COPY --from=build /truegreen /truegreen
ENTRYPOINT ["/truegreen"]
