#pragma once

#include "stomp/chat/announcement.h"

#include <QByteArrayView>
#include <QHostAddress>
#include <QString>
#include <QUrl>

#include <vector>

namespace app {

// A server that says it is on this network. Nothing of it is true until one has joined.
struct FoundHost {
    QUrl url; // where the datagram came from
    QString name;
    int people = 0;
    bool asksPasscode = false;

    friend bool operator==(const FoundHost &, const FoundHost &) = default;
};

// Who is heard on the network, in the order in which they were first heard: a core. Whatever
// anybody sends, it keeps few and reads few.
class FoundHosts {
public:
    static constexpr std::size_t most = 48;
    static constexpr std::size_t mostOfOneAddress = 4;
    static constexpr int mostInASecond = 200; // datagrams

    // Whether another datagram may be read now; the others wait, or are lost.
    bool takesMore(qint64 now);
    // True: hosts() has changed. A server heard through two networks is listed once, where it was
    // heard first.
    bool hear(QByteArrayView datagram, const QHostAddress &sender, qint64 now);
    bool forgetOld(qint64 now);
    void clear();

    std::vector<FoundHost> hosts() const;
    // More announce themselves than are listed.
    bool isCrowded(qint64 now) const { return now < m_crowdedUntil; }

private:
    struct Known {
        QByteArray id;
        QHostAddress sender;
        FoundHost host;
        qint64 heardAt = 0;
    };

    std::vector<Known>::iterator find(
        const chat::Announcement &announcement, const QHostAddress &sender);
    bool hasRoomFor(const QHostAddress &sender) const;
    bool forget(const chat::Announcement &announcement, const QHostAddress &sender);

    std::vector<Known> m_known;
    qint64 m_crowdedUntil = 0;
    qint64 m_second = 0;
    int m_inThisSecond = 0;
};

} // namespace app
