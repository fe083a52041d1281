#pragma once

#include "stomp/chat/beacon.h"

#include <QUdpSocket>

#include <algorithm>
#include <vector>

namespace test {

// Where announcements of one test go: no network sees them, and no other test.
inline chat::AnnouncementPlace loopbackPlace()
{
    QUdpSocket socket;
    socket.bind(QHostAddress(QHostAddress::AnyIPv4), 0);
    chat::AnnouncementPlace place;
    place.port = socket.localPort();
    place.interfaces = [] {
        std::vector<QNetworkInterface> cards = chat::announcementInterfaces();
        std::erase_if(cards, [](const QNetworkInterface &card) {
            return !card.flags().testFlag(QNetworkInterface::IsLoopBack);
        });
        return cards;
    };
    return place;
}

} // namespace test
