# docker build -t touchpoints . ; compose.yaml and docs/running.md say how it is run.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home touchpoints \
    && mkdir /data && chown touchpoints /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY LICENSE app.py ./
COPY .streamlit .streamlit
COPY data data
COPY queries queries
COPY pages pages
COPY touchpoints touchpoints
RUN /venv/bin/python -m compileall -q app.py pages touchpoints

# The threads of all visitors share two arenas of memory; the usual eight a processor would keep a third more.
# Nothing outside /data (workspaces) and /tmp (uploads while they are read) is written.
ENV HOME=/tmp MALLOC_ARENA_MAX=2 PYTHONDONTWRITEBYTECODE=1 TOUCHPOINTS_DATA=/data
USER touchpoints
VOLUME ["/data", "/tmp"]
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["/venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/healthz', timeout=9)"]
CMD ["/venv/bin/streamlit", "run", "app.py", "--server.headless=true", "--server.address=0.0.0.0", "--server.port=8501"]
