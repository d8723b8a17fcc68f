# One image for web, worker, beat and migrate; docker-compose.yml says which command each runs.

FROM node:24-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY static static
RUN npm run build

FROM python:3.13-slim AS packages
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.13-slim
# Pango, HarfBuzz and a font draw the PDF certificates.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/mycet mycet \
    && install -d -o mycet -g mycet /srv/mycet /var/lib/mycet/files
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/mycet
COPY . .
COPY --from=front-end /build/static/dist static/dist
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=cet_portal.settings.base
# Static files do not depend on the environment; these values are for this one command.
RUN SECRET_KEY=build ALLOWED_HOSTS=build SITE_ADDRESS=https://build DEFAULT_FROM_EMAIL=build@build \
    DATABASE_URL=postgres://build REDIS_URL=redis://build EMAIL_URL=smtp://build \
    STORED_FILES_ROOT=/var/lib/mycet/files \
    PAYEE_NAME=build PAYEE_ADDRESS=build PAYEE_SORT_CODE=build PAYEE_ACCOUNT=build \
    python manage.py collectstatic --noinput --verbosity 0
USER mycet
VOLUME /var/lib/mycet/files
EXPOSE 8000
# The web process answers for all parts. Worker and beat have a check of their own in compose.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "cet_portal/local/healthy.py"]
CMD ["gunicorn", "cet_portal.wsgi:application", "--bind=0.0.0.0:8000", "--workers=2", "--timeout=60", "--max-requests=2000", "--max-requests-jitter=200", "--no-control-socket", "--access-logfile=-", "--access-logformat=%(r)s %(s)s %(M)sms"]
