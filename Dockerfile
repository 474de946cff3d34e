# pharos in a container, and its release archives:
#
#   docker build --tag pharos .                             an image of the binary alone
#   docker build --tag pharos:shell --target shell .        with a shell, for jobs that run scripts
#   docker build --target dist --output dist .              the archives
#
# An image runs as nobody in particular; to write files, run it as yourself:
#
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" pharos lint

FROM docker.io/library/swift:6.3.1-bookworm AS build
# Whatever Debian's stable release has; the bill of materials says what that was.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends libyaml-dev pkg-config python3 tzdata \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /pharos
# Alone, so that packages are fetched again only when they are others.
COPY Package.swift ./
RUN swift package resolve
COPY . .
# The image has no repository to ask.
ARG PHAROS_COMMIT=""
ARG SOURCE_DATE_EPOCH=0
RUN scripts/release.sh

FROM scratch AS dist
COPY --from=build /pharos/dist/*.tar.gz /pharos/dist/*.cdx.json /pharos/dist/*.sha256 /

FROM docker.io/library/alpine:3.22 AS shell
# curl fetches what `metrics check` is given by address; the time zones are for `route`.
# hadolint ignore=DL3018
RUN apk add --no-cache ca-certificates curl tzdata
COPY --from=build /pharos/dist/pharos /usr/bin/pharos
USER 65532:65532
WORKDIR /work
CMD ["/bin/sh"]

FROM scratch AS pharos
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /pharos/dist/pharos /usr/bin/pharos
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/pharos"]
