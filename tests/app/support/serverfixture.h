#pragma once

#include "app/client/chatclient.h"
#include "app/client/settings.h"
#include "server/server.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

// A real server on loopback and people who join it, for tests.
namespace app::test {

using namespace Qt::StringLiterals;

inline constexpr int patience = 15000; // milliseconds; only a failing test waits so long

inline server::ServerOptions serverOptions(
    const QString &directory, quint16 port, const QByteArray &passcode)
{
    server::ServerOptions options;
    options.listen = {{QHostAddress(QHostAddress::LocalHost), port}};
    options.dataDirectory = directory;
    options.workers = 1;
    options.worker.session.protocol.passcode = passcode;
    return options;
}

// A server on loopback that can be stopped and come back under the same address.
class ServerFixture {
public:
    explicit ServerFixture(QByteArray passcode = {})
        : m_passcode(std::move(passcode))
    {
        start();
    }
    void start()
    {
        server::ServerOptions options = serverOptions(m_directory.path(), m_port, m_passcode);
        options.tls = m_tls;
        m_server = std::make_unique<server::Server>(std::move(options));
        const auto started = m_server->start();
        QVERIFY2(started.hasValue(), started ? "" : qPrintable(started.error().text));
        m_port = m_server->ports().front();
    }
    void stop() { m_server.reset(); }
    void setPasscode(const QByteArray &passcode) { m_passcode = passcode; } // from the next start
    void setTls(const server::TlsIdentity &tls) { m_tls = tls; } // from the next start
    QUrl url() const
    {
        const QString scheme = m_tls.certificates.isEmpty() ? u"ws"_s : u"wss"_s;
        return QUrl(u"%1://127.0.0.1:%2/ws-connect"_s.arg(scheme).arg(m_port));
    }

private:
    QTemporaryDir m_directory;
    QByteArray m_passcode;
    server::TlsIdentity m_tls;
    quint16 m_port = 0;
    std::unique_ptr<server::Server> m_server;
};

struct Person {
    explicit Person(const QString &name)
        : name(name)
        , settings(directory.path())
        , client(&settings)
    {
    }
    void join(const ServerFixture &server, const QString &passcode = {})
    {
        client.join({server.url(), name, passcode, {}, {}});
    }
    bool isOnline() const { return client.status().state == ConnectionStatus::State::Online; }
    ConnectionStatus::Reason reason() const { return client.status().reason; }

    QString name;
    QTemporaryDir directory;
    Settings settings;
    ChatClient client;
};

} // namespace app::test
