#!/bin/sh
# usage: certificates.sh FOLDER
# Makes in the folder: authority.pem; server.pem and server.key, signed by it for localhost and 127.0.0.1; and
# stranger.pem, an authority that signed nothing.
set -eu
cd "$1"

make_authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj "/CN=$1" -addext basicConstraints=critical,CA:TRUE -keyout "$1.key" -out "$1.pem" 2>/dev/null
}

make_authority authority
make_authority stranger
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost \
    -keyout server.key -out server.csr 2>/dev/null
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' >server.ext
openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 \
    -extfile server.ext -out server.pem 2>/dev/null
