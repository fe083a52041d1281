#!/bin/sh
# usage: certificates.sh FOLDER
# Makes in the folder: authority.pem; server.pem and server.key, signed by it for localhost and 127.0.0.1; client.pem
# and client.key, signed by it for a client; and stranger.pem, an authority that signed nothing but intruder.pem (with
# intruder.key), for a client, too.
set -eu
cd "$1"

make_authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj "/CN=$1" -addext basicConstraints=critical,CA:TRUE -keyout "$1.key" -out "$1.pem" 2>/dev/null
}

# usage: sign NAME SUBJECT AUTHORITY EXTENSIONS
sign() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$2" \
        -keyout "$1.key" -out "$1.csr" 2>/dev/null
    printf "$4" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA "$3.pem" -CAkey "$3.key" -CAcreateserial -days 2 \
        -extfile "$1.ext" -out "$1.pem" 2>/dev/null
}

make_authority authority
make_authority stranger
sign server localhost authority 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n'
sign client Ann authority 'extendedKeyUsage=clientAuth\n'
sign intruder Ann stranger 'extendedKeyUsage=clientAuth\n'
