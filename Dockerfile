# docker build -t semibook . && docker run --rm -p 8000:8000 semibook   -> the book at localhost:8000
# docker build --target work -t semibook-work .                         -> an environment to work in

FROM python:3.11-slim-bookworm AS work
# Debian keeps one version of a package at a time: a pinned one would be gone with the next.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make git chromium fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home reader
WORKDIR /home/reader/book
COPY --chown=reader requirements.txt requirements-dev.txt pyproject.toml Makefile README.md LICENSE LICENSE-CONTENT.md ./
COPY --chown=reader src ./src
USER reader
RUN make .venv/ready-dev
COPY --chown=reader . .

FROM work AS built
RUN make book

# What is served needs no Python package at all.
FROM python:3.11-alpine
RUN adduser -D reader
USER reader
COPY --from=built /home/reader/book/_build/html /home/reader/html
EXPOSE 8000
HEALTHCHECK CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8000/index.html"]
CMD ["python", "-m", "http.server", "--directory", "/home/reader/html", "8000"]
