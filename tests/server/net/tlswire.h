#pragma once

#include <QByteArray>

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace test {

// A TLS client by OpenSSL itself, which tells an end that was announced from one that was not. Its
// calls block, at most 10 s each.
class TlsWire {
public:
    enum class End { None, Told, Bare };

    explicit TlsWire(quint16 port, int newestVersion = TLS1_3_VERSION)
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
    int m_descriptor;
    SSL_CTX *m_context;
    SSL *m_ssl;
    bool m_isEncrypted = false;
    QByteArray m_received;
    End m_end = End::None;
};

} // namespace test
