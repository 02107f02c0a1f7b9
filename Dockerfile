# Caucasus Alerts in a container. Configuration: the folder /config, mounted (a folder, because an
# editor replaces a file, and a mounted file would stay the old one). Data: the volume /data.
# Secrets: TELEGRAM_TOKEN_FILE or TELEGRAM_TOKEN at run time, never in the image.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
RUN python -m venv /opt/alerts
COPY requirements.txt ./
RUN /opt/alerts/bin/pip install --quiet --require-hashes --no-deps --only-binary :all: \
    -r requirements.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY feeds ./feeds
COPY bot ./bot
RUN /opt/alerts/bin/pip install --quiet --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --user-group --no-create-home alerts \
    && mkdir /data /config \
    && chown alerts:alerts /data
COPY --from=build /opt/alerts /opt/alerts
COPY scripts/healthcheck.py /opt/alerts/healthcheck.py
ENV PATH=/opt/alerts/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/alerts.db \
    CAUCASUS_ALERTS_CONFIG=/config/config.toml
USER alerts
WORKDIR /config
VOLUME /data
HEALTHCHECK --interval=60s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python", "/opt/alerts/healthcheck.py"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["caucasus-alerts"]
CMD ["run"]
