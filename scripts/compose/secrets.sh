#!/usr/bin/env bash
# Makes the secrets of docker-compose.yml that are missing, in data/secrets: passwords and keys at random, and the
# certificate by which Cloop knows its MySQL. Those of the Zoom app are yours to write.
# The folder is closed to others; the files are readable because the containers open them as users of their own.
set -euo pipefail
cd "$(dirname "$0")/../.."

secrets=data/secrets
(umask 077 && mkdir -p "$secrets")
cd "$secrets"

random() {
    head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'
}

keep() { # NAME; the content on standard input, unless the secret is there
    [ -s "$1" ] || { cat >"$1" && chmod 644 "$1"; }
}

certificate() { # signed by an authority of its own, which is used once and then gone
    [ -s mysql_cert ] && [ -s mysql_key ] && [ -s mysql_ca ] && return 0
    command -v openssl >/dev/null || { echo "missing: openssl, for MySQL's certificate" >&2; exit 1; }
    local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 3650)
    openssl req -x509 "${key[@]}" -subj "/CN=Cloop database authority" -keyout ca_key -out mysql_ca 2>/dev/null
    openssl req -x509 "${key[@]}" -subj "/CN=mysql" -CA mysql_ca -CAkey ca_key -keyout mysql_key -out mysql_cert \
        -addext subjectAltName=DNS:mysql -addext basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=serverAuth 2>/dev/null
    rm ca_key
    chmod 644 mysql_ca mysql_cert mysql_key
}

random | keep mysql_root_password
random | keep mysql_password
head -c 32 /dev/urandom | base64 | keep secret_key
keep database_url <<<"mysql://cloop:$(cat mysql_password)@mysql:3306/cloop?ssl-mode=VERIFY_IDENTITY&ssl-ca=/run/secrets/mysql_ca"
certificate

wanted() { # NAME WHAT
    [ -s "$1" ] || echo "still to be written: $secrets/$1, $2"
}
wanted zoom_client_secret "from the page of your Zoom app"
wanted zoom_webhook_secret "the secret token of its event subscription"
