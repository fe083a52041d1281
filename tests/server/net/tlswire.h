#pragma once

#include "tests/stomp/certificates.h"

#include <QByteArray>

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace test {

// A TLS client by OpenSSL itself, which tells an end that was announced from one that was not. Its
// calls block, at most 10 s each.
class TlsWire {
public:
    enum class End { None, Told, Bare };

    // With an identity it shows its certificate when asked, and the same behind it so many times.
    explicit TlsWire(quint16 port, int newestVersion = TLS1_3_VERSION,
        const Identity *identity = nullptr, int chain = 0)
        : m_descriptor(::socket(AF_INET, SOCK_STREAM, 0))
        , m_context(SSL_CTX_new(TLS_client_method()))
        , m_ssl(SSL_new(m_context))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{10, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address);
        if (identity)
            show(*identity, chain);
        SSL_set_max_proto_version(m_ssl, newestVersion);
        SSL_set_fd(m_ssl, m_descriptor);
        m_isEncrypted = SSL_connect(m_ssl) == 1;
    }
    ~TlsWire()
    {
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
        ::close(m_descriptor);
    }
    TlsWire(const TlsWire &) = delete;
    TlsWire &operator=(const TlsWire &) = delete;

    // What a client says first.
    static QByteArray clientHello()
    {
        SSL_CTX *context = SSL_CTX_new(TLS_client_method());
        SSL *ssl = SSL_new(context);
        BIO *out = BIO_new(BIO_s_mem());
        SSL_set_bio(ssl, BIO_new(BIO_s_mem()), out); // which the SSL owns from now on
        SSL_connect(ssl);
        char *bytes = nullptr;
        const auto size = BIO_get_mem_data(out, &bytes);
        const QByteArray hello(bytes, qsizetype(size));
        SSL_free(ssl);
        SSL_CTX_free(context);
        return hello;
    }

    bool isEncrypted() const { return m_isEncrypted; }
    void write(const QByteArray &bytes) { SSL_write(m_ssl, bytes.constData(), int(bytes.size())); }
    // Asks for another handshake inside the session; false when the server does not want to.
    bool renegotiate()
    {
        SSL_renegotiate(m_ssl);
        char byte = 0;
        return SSL_do_handshake(m_ssl) == 1 && SSL_read(m_ssl, &byte, 1) == 1
            && SSL_renegotiate_pending(m_ssl) == 0;
    }

    bool waitForEnd()
    {
        char bytes[4096];
        int count = 0;
        while ((count = SSL_read(m_ssl, bytes, sizeof bytes)) > 0)
            m_received.append(bytes, count);
        const bool isTold = SSL_get_error(m_ssl, count) == SSL_ERROR_ZERO_RETURN;
        m_end = isTold ? End::Told : End::Bare;
        return m_end != End::None;
    }
    End end() const { return m_end; }
    const QByteArray &received() const { return m_received; }

private:
    void show(const Identity &identity, int chain)
    {
        const QByteArray pem = identity.certificate.toPem() + identity.key.toPem();
        BIO *reader = BIO_new_mem_buf(pem.constData(), int(pem.size()));
        X509 *certificate = PEM_read_bio_X509(reader, nullptr, nullptr, nullptr);
        EVP_PKEY *key = PEM_read_bio_PrivateKey(reader, nullptr, nullptr, nullptr);
        BIO_free(reader);
        SSL_use_certificate(m_ssl, certificate);
        SSL_use_PrivateKey(m_ssl, key);
        for (int link = 0; link < chain; ++link)
            SSL_add1_chain_cert(m_ssl, certificate);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }

    int m_descriptor;
    SSL_CTX *m_context;
    SSL *m_ssl;
    bool m_isEncrypted = false;
    QByteArray m_received;
    End m_end = End::None;
};

} // namespace test
