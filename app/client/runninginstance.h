#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>

class QLocalServer;
class QLocalSocket;

namespace app {

// What a second program asks of the one that runs with its profile.
struct HandedOver {
    QString join; // --join: an address; empty: none
    QByteArray room; // --room
    QByteArray activationToken; // by which a window may come to the front on Wayland

    QByteArray toJson() const;
    static std::optional<HandedOver> fromJson(const QByteArray &json);

    friend bool operator==(const HandedOver &, const HandedOver &) = default;
};

// Listens for programs that are started with the same profile. UI thread; only who holds the
// profile's lock may listen.
class RunningInstance : public QObject {
    Q_OBJECT

public:
    explicit RunningInstance(const QString &profile, QObject *parent = nullptr);
    ~RunningInstance() override;

    // Waits for the answer, at most some seconds. False: nobody has taken it.
    static bool handOver(const QString &profile, const HandedOver &what);

Q_SIGNALS:
    void asked(const app::HandedOver &what);

private:
    void accept();
    void read(QLocalSocket *socket);

    std::unique_ptr<QLocalServer> m_server;
};

} // namespace app
