# The portal and its proxy as images: docs/production.md, "With Docker". compose.yaml runs them with a PostgreSQL.
# Packages come from the lists that bin/setup reads, Python is Debian's own. No secret goes in: settings come at the start.

FROM debian:12-slim AS system
WORKDIR /opt/ita-portal
COPY bin/packages-debian.txt bin/
RUN export DEBIAN_FRONTEND=noninteractive && apt-get -qq update && \
    apt-get -qq install -y --no-install-recommends $(awk '$1 == "run" || $1 == "image" { print $2 }' bin/packages-debian.txt) >/dev/null && \
    rm -rf /var/lib/apt/lists/*

FROM system AS built
COPY requirements.txt ./
# pip has done its work then: an image is not changed but built anew.
RUN python3 -m venv .venv && \
    .venv/bin/python -m pip install --quiet --no-input --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt && \
    .venv/bin/python -m pip uninstall --quiet --yes pip setuptools
COPY . ./
# A key that signs nothing: the settings want one. What is collected is the owner's alone, until everybody may read it.
RUN SECRET_KEY=while-building .venv/bin/python manage.py collectstatic --noinput --verbosity 0 && chmod -R a+rX var/static && \
    .venv/bin/python -m compileall -q manage.py ita_portal agencies assessments measures reports workspace public

FROM system AS portal
COPY --from=built /opt/ita-portal ./
# A volume that is new belongs to whom its folder belongs to in the image.
RUN install -d -o nobody -g nogroup -m 700 /var/lib/ita-portal /var/lib/ita-portal/media /var/backups/ita-portal
ENV HOME=/var/lib/ita-portal MEDIA_ROOT=/var/lib/ita-portal/media PYTHONUNBUFFERED=1 GUNICORN_CMD_ARGS=--bind=0.0.0.0:8000
USER nobody:nogroup
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["/opt/ita-portal/.venv/bin/python", "-m", "ita_portal.alive"]
CMD ["/opt/ita-portal/.venv/bin/gunicorn", "--config", "python:ita_portal.gunicorn_conf"]

# nginx with the file of docs/production, told where the portal is: its address is asked for anew, since it changes with the
# container. On ports that nobody may open.
FROM debian:12-slim AS proxy
RUN export DEBIAN_FRONTEND=noninteractive && apt-get -qq update && \
    apt-get -qq install -y --no-install-recommends nginx-light >/dev/null && \
    rm -rf /var/lib/apt/lists/* /etc/nginx/sites-enabled/default && \
    sed -i -E '/^user /d; s|^pid .*|pid /tmp/nginx.pid;|' /etc/nginx/nginx.conf && \
    ln -sf /dev/stdout /var/log/nginx/ita-portal.log && ln -sf /dev/stdout /var/log/nginx/access.log && \
    ln -sf /dev/stderr /var/log/nginx/error.log && \
    install -d /etc/ssl/ita-portal && chown -R nobody:nogroup /var/lib/nginx
COPY docs/production/pages /opt/ita-portal/docs/production/pages/
COPY docs/production/ita-portal.nginx /etc/nginx/sites-enabled/ita-portal
RUN echo 'resolver 127.0.0.11 valid=5s; map "" $ita_portal { default http://portal:8000; }' >/etc/nginx/conf.d/portal.conf && \
    sed -i -E 's|proxy_pass http://127.0.0.1:8000;|proxy_pass $ita_portal;|; s/^( *listen .*)\b80;/\18080;/; s/^( *listen .*)\b443 /\18443 /' \
        /etc/nginx/sites-enabled/ita-portal
USER nobody:nogroup
EXPOSE 8080 8443
HEALTHCHECK --interval=30s --timeout=5s CMD ["/bin/bash", "-c", "</dev/tcp/127.0.0.1/8443"]
CMD ["/usr/sbin/nginx", "-g", "daemon off;"]
