# Two stages: the first builds with everything a build needs, the second holds the program alone.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
# Shown by /v1/conformance: docker build --build-arg GUILDHALL_BUILD_COMMIT=$(git rev-parse --short HEAD)
ARG GUILDHALL_BUILD_COMMIT
RUN cargo build --profile dist --locked --bin guildhall

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/guildhall --create-home guildhall \
    && install --directory --owner=guildhall --mode=0700 /var/lib/guildhall/data
COPY --from=build /src/target/dist/guildhall /usr/local/bin/guildhall
USER guildhall
WORKDIR /var/lib/guildhall
ENV GUILDHALL_BIND=0.0.0.0:8080
EXPOSE 8080
# The program is the container's first process, so SIGTERM reaches it and it drains.
ENTRYPOINT ["guildhall"]
CMD ["serve"]
